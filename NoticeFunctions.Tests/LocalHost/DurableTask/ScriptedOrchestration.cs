using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

/// <summary>A context whose timer and event come when the test says so, and which notes what it is asked.</summary>
internal sealed class ScriptedOrchestration : TaskOrchestrationContext
{
    private readonly TaskCompletionSource timer = new();
    private readonly TaskCompletionSource<object?> occurred = new();

    public List<string> Asked { get; } = [];

    public bool Replaying { get; set; }

    public ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    public string StartedAs { get; init; } = string.Empty;

    public bool TimerIsCancelled => timer.Task.IsCanceled;

    public bool WaitIsCancelled => occurred.Task.IsCanceled;

    public override TaskName Name => "Scripted";

    public override string InstanceId => "scripted-1";

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime => new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => Replaying;

    public override string Version => StartedAs;

    protected override ILoggerFactory LoggerFactory => Loggers;

    public void Fire() => timer.SetResult();

    public void Raise(object? payload) => occurred.SetResult(payload);

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        Asked.Add($"timer {fireAt:O}");
        cancellationToken.Register(() => timer.TrySetCanceled(cancellationToken));
        return timer.Task;
    }

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        Asked.Add($"event {eventName}");
        cancellationToken.Register(() => occurred.TrySetCanceled(cancellationToken));
        return (T)(await occurred.Task)!;
    }

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        Asked.Add($"activity {name} {input} {options?.Version?.Version}");
        return Task.FromResult(default(TResult)!);
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        Asked.Add($"child {orchestratorName} {input} {options?.Version?.Version}");
        return Task.FromResult(default(TResult)!);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        Asked.Add($"continue {newInput} {preserveUnprocessedEvents}");

    public override T? GetInput<T>()
        where T : default => default;

    public override Guid NewGuid() => Guid.Empty;

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();
}
