using BenchmarkDotNet.Attributes;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Journal;

namespace Notice.Bench.Micro;

/// <summary>What the engine's steps cost by themselves, on a journal in memory.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int Orchestrations = 1_000;

    private readonly BenchedFunctions functions = new();
    private readonly ByteWriter writer = new(1 << 16);
    private DurableEngine engine = null!;
    private byte[] history = [];
    private IReadOnlyList<HistoryEvent> events = [];

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        engine = await functions.StartEngineAsync(new MemoryJournalStore());
        DurableTaskClient client = BenchedFunctions.Client(engine);
        string id = await client.ScheduleNewOrchestrationInstanceAsync(BenchedFunctions.CallMany);
        await client.WaitForInstanceCompletionAsync(id);
        history = (await engine.GetHistoryAsync(id, CancellationToken.None))!;
        events = HistoryDump.Events(history);
    }

    [GlobalCleanup]
    public ValueTask CleanUpAsync() => engine.DisposeAsync();

    /// <summary>A start, an activity, two turns and the end; a thousand side by side.</summary>
    [Benchmark(OperationsPerInvoke = Orchestrations)]
    public async Task OrchestrationWithOneActivity()
    {
        DurableTaskClient client = BenchedFunctions.Client(engine);
        string[] ids = await Task.WhenAll(Enumerable.Range(0, Orchestrations).Select(_ => client.ScheduleNewOrchestrationInstanceAsync(BenchedFunctions.CallOnce)));
        await Task.WhenAll(ids.Select(id => client.WaitForInstanceCompletionAsync(id)));
    }

    /// <summary>From compact bytes to a session that could go on: a thousand events and some.</summary>
    [Benchmark]
    public Exception? ReplayOfAThousandEvents()
    {
        OrchestrationSession session = new(new SessionServices(functions, JsonDataConverter.Default, NullLoggerFactory.Instance, "1.0"), "bench", static () => { });
        session.Replay(history);
        return session.Fault;
    }

    /// <summary>The same events from records to bytes.</summary>
    [Benchmark]
    public int EncodingOfAThousandEvents()
    {
        writer.Clear();
        foreach (HistoryEvent item in events)
        {
            HistoryCodec.Write(writer, item);
        }

        return writer.Length;
    }
}
