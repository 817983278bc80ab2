using BenchmarkDotNet.Attributes;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Journal;

namespace Notice.Bench.Micro;

/// <summary>What it costs to look for finished instances among many that wait, as the retention does every five minutes.</summary>
[MemoryDiagnoser]
public class PurgeBenchmarks
{
    private const int Waiting = 100_000;

    private DurableEngine engine = null!;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        engine = await new BenchedFunctions().StartEngineAsync(new MemoryJournalStore());
        DurableTaskClient client = BenchedFunctions.Client(engine);
        StartOrchestrationOptions nextYear = new(StartAt: TimeProvider.System.GetUtcNow().AddYears(1));
        await Task.WhenAll(Enumerable.Range(0, Waiting).Select(_ => client.ScheduleNewOrchestrationInstanceAsync(BenchedFunctions.CallOnce, input: null, nextYear)));
    }

    [GlobalCleanup]
    public ValueTask CleanUpAsync() => engine.DisposeAsync();

    /// <summary>Nothing of 100,000 waiting instances can be purged.</summary>
    [Benchmark]
    public Task<PurgeResult> LookThrough() => BenchedFunctions.Client(engine).PurgeAllInstancesAsync(new PurgeInstancesFilter(CreatedFrom: DateTimeOffset.UnixEpoch));
}
