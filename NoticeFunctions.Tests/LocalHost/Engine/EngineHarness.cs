using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

/// <summary>The real engine on virtual time, with functions given as lambdas and a journal that outlives a restart.</summary>
internal sealed class EngineHarness : IDurableFunctions, IAsyncDisposable
{
    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ConcurrentDictionary<string, OrchestratorFunction> orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, ActivityFunction> activities = new(StringComparer.OrdinalIgnoreCase);
    private readonly JsonDataConverter converter = JsonDataConverter.Default;
    private DurableEngine? engine;

    public FakeTimeProvider Time { get; } = new(Epoch);

    public IJournalStore Store { get; init; } = new MemoryJournalStore();

    public MeasuredMeters Meters { get; } = new();

    public IFaultPoints Faults { get; init; } = new NoFaultPoints();

    public EngineOptions Options { get; init; } = new() { ExtendedSessions = true, DefaultVersion = "1.0" };

    public DurableEngine Engine => engine ?? throw new InvalidOperationException("Start the harness first.");

    public DurableTaskClient Client => new LocalDurableTaskClient(Engine, converter, _ => throw new NotSupportedException());

    public IReadOnlyCollection<string> OrchestratorNames => [.. orchestrators.Keys];

    public IReadOnlyCollection<string> ActivityNames => [.. activities.Keys];

    public EngineHarness Orchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> body)
    {
        orchestrators[name] = context => body(context);
        return this;
    }

    public EngineHarness Activity<TInput>(string name, Func<TInput, Task<object?>> body)
    {
        activities[name] = (call, _) => body(call.SerializedInput is null ? default! : converter.Deserialize<TInput>(call.SerializedInput)!);
        return this;
    }

    public EngineHarness Activity<TInput>(string name, Func<TInput, object?> body) => Activity<TInput>(name, input => Task.FromResult(body(input)));

    public EngineHarness RawActivity(string name, ActivityFunction body)
    {
        activities[name] = body;
        return this;
    }

    public void TakeFunctionsOf(EngineHarness other)
    {
        foreach ((string name, OrchestratorFunction function) in other.orchestrators)
        {
            orchestrators[name] = function;
        }

        foreach ((string name, ActivityFunction function) in other.activities)
        {
            activities[name] = function;
        }
    }

    public async Task<EngineHarness> StartAsync()
    {
        engine = new DurableEngine(this, Store, converter, Options, Time, NullLoggerFactory.Instance, Faults, new EngineMetrics(Meters));
        await engine.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>A new engine over the same journal, after an orderly stop.</summary>
    public async Task RestartAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        await Engine.DisposeAsync();
        await StartAsync();
    }

    /// <summary>A new engine over the same journal, as after a crash: nothing was told to stop.</summary>
    public async Task CrashAsync()
    {
        await Engine.DisposeAsync();
        await StartAsync();
    }

    public async Task<string> RunAsync(string orchestrator, object? input = null, string? id = null)
    {
        string instanceId = await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        await Engine.WhenIdleAsync();
        return instanceId;
    }

    public async Task<OrchestrationMetadata> GetAsync(string instanceId)
    {
        await Engine.WhenIdleAsync();
        return await Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true) ?? throw new InvalidOperationException($"No instance {instanceId}.");
    }

    /// <summary>Runs and expects the end, moving the clock from timer to timer.</summary>
    public async Task<OrchestrationMetadata> RunToEndAsync(string orchestrator, object? input = null, string? id = null)
    {
        string instanceId = await RunAsync(orchestrator, input, id);
        while (await GetAsync(instanceId) is { IsCompleted: false })
        {
            await AdvanceToNextTimerAsync();
        }

        return await GetAsync(instanceId);
    }

    /// <summary>To the next timer's instant, or a millisecond on where its clock is that coarse.</summary>
    public async Task AdvanceToNextTimerAsync()
    {
        DateTime due = Engine.NextTimerDue ?? throw new InvalidOperationException("Nothing is waited for: the instance is stuck.");
        DateTime now = Time.GetUtcNow().UtcDateTime;
        await MoveToAsync(due > now ? due : now.AddMilliseconds(1));
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        DateTime end = Time.GetUtcNow().UtcDateTime + by;
        while (Engine.NextTimerDue is { } due && due < end && Time.GetUtcNow().UtcDateTime < end)
        {
            DateTime now = Time.GetUtcNow().UtcDateTime;
            await MoveToAsync(due > now ? due : Earlier(end, now.AddMilliseconds(1)));
        }

        await MoveToAsync(end);
    }

    public bool TryGetOrchestrator(string name, [NotNullWhen(true)] out OrchestratorFunction? function) => orchestrators.TryGetValue(name, out function);

    public bool TryGetActivity(string name, [NotNullWhen(true)] out ActivityFunction? function) => activities.TryGetValue(name, out function);

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    private async Task MoveToAsync(DateTime instant)
    {
        Time.SetUtcNow(new DateTimeOffset(instant));
        await Engine.WhenIdleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }

        Meters.Dispose();
    }
}
