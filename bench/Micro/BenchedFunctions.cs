using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Journal;

namespace Notice.Bench.Micro;

/// <summary>The functions that the engine's benchmarks run: an activity that does nothing, and orchestrators that call it once or many times.</summary>
internal sealed class BenchedFunctions : IDurableFunctions
{
    public const string CallOnce = nameof(CallOnce);
    public const string CallMany = nameof(CallMany);
    public const int Calls = 333;

    private const string Nothing = nameof(Nothing);

    private static readonly TaskName Activity = new(Nothing);

    public IReadOnlyCollection<string> OrchestratorNames { get; } = [CallOnce, CallMany];

    public IReadOnlyCollection<string> ActivityNames { get; } = [Nothing];

    /// <summary>A running engine on a journal in memory.</summary>
    public async Task<DurableEngine> StartEngineAsync(IJournalStore store)
    {
        IMeterFactory meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        DurableEngine engine = new(
            this,
            store,
            JsonDataConverter.Default,
            new EngineOptions { ExtendedSessions = true, DefaultVersion = "1.0" },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            new NoFaultPoints(),
            new EngineMetrics(meters));
        await engine.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>A client of such an engine.</summary>
    public static LocalDurableTaskClient Client(DurableEngine engine) => new(engine, JsonDataConverter.Default, static _ => throw new NotSupportedException());

    public bool TryGetOrchestrator(string name, [NotNullWhen(true)] out OrchestratorFunction? function)
    {
        function = name == CallMany ? static context => CallAsync(context, Calls) : static context => CallAsync(context, 1);
        return true;
    }

    public bool TryGetActivity(string name, [NotNullWhen(true)] out ActivityFunction? function)
    {
        function = static (_, _) => Task.FromResult<object?>("done");
        return true;
    }

    private static async Task<object?> CallAsync(TaskOrchestrationContext context, int times)
    {
        string? last = null;
        for (int call = 0; call < times; call++)
        {
            last = await context.CallActivityAsync<string>(Activity, call);
        }

        return last;
    }
}
