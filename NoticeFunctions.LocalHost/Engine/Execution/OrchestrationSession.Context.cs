using System.Security.Cryptography;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>The side of a session that the orchestrator's code sees.</summary>
internal sealed partial class OrchestrationSession : TaskOrchestrationContext, IFunctionContextHolder
{
    /// <summary>The real host's limit, in characters of JSON.</summary>
    private const int CustomStatusLimit = 8192;

    private int nextTaskId;
    private int nextGuid;
    private DateTime now;
    private bool replaying;
    private string? customStatus;
    private bool customStatusChanged;
    private ContinueAsNewOptions? continuation;

    public override string InstanceId { get; }

    /// <inheritdoc/>
    public FunctionContext? FunctionContext { get; set; }

    public override TaskName Name => new(Started.Name);

    public override bool IsReplaying => replaying;

    public override DateTime CurrentUtcDateTime
    {
        get
        {
            EnsureOnTurn();
            return now;
        }
    }

    public override ParentOrchestrationInstance? Parent =>
        Started.Parent is { } parent ? new ParentOrchestrationInstance(new TaskName(parent.Name), parent.InstanceId) : null;

    public override string Version => Started.Version ?? string.Empty;

    protected override ILoggerFactory LoggerFactory => services.Loggers;

    private ExecutionStarted Started => start ?? throw new InvalidOperationException("The orchestrator has not started.");

    public override T? GetInput<T>()
        where T : default => Started.Input is null ? default : services.Converter.Deserialize<T>(Started.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        WithRetries(options?.Retry, () =>
        {
            int taskId = NextTaskId();
            CallTask<TResult> task = new(name.Name, taskId, services.Converter);
            open.Add(taskId, task);
            match.Ask(new TaskScheduled(taskId, name.Name, services.Converter.Serialize(input)));
            return task.Task;
        });

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        WithRetries(options?.Retry, () =>
        {
            SubOrchestrationOptions? wanted = options as SubOrchestrationOptions;
            string childId = wanted?.InstanceId ?? NewGuid().ToString("N");
            string? version = wanted?.Version?.Version ?? services.DefaultVersion;
            int taskId = NextTaskId();
            CallTask<TResult> task = new(orchestratorName.Name, taskId, services.Converter);
            open.Add(taskId, task);
            match.Ask(new SubOrchestrationCreated(taskId, orchestratorName.Name, childId, version, services.Converter.Serialize(input)));
            return task.Task;
        });

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        DateTime due = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        int taskId = NextTaskId();
        TimerTask task = new(due);
        open.Add(taskId, task);
        match.Ask(new TimerCreated(taskId, due));
        if (cancellationToken.CanBeCanceled)
        {
            cancellationToken.Register(() =>
            {
                if (open.TryRemove(taskId, out _))
                {
                    match.Ask(new TimerCanceled(NextTaskId(), taskId));
                    task.Cancel(cancellationToken);
                }
            });
        }

        return task.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        EnsureOnTurn();
        return events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload) =>
        match.Ask(new EventSent(NextTaskId(), instanceId, eventName, services.Converter.Serialize(payload)));

    public override void SetCustomStatus(object? customStatus)
    {
        EnsureOnTurn();
        string? json = services.Converter.Serialize(customStatus);
        if (json?.Length > CustomStatusLimit)
        {
            throw new ArgumentException(
                $"The custom status has {json.Length} characters of JSON; it may have at most {CustomStatusLimit}.", nameof(customStatus));
        }

        this.customStatus = json;
        customStatusChanged = !IsReplaying;
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        EnsureOnTurn();
        continuation = options;
    }

    /// <summary>The same at every replay, and different for every call (a name-based UUID, RFC 9562 section 5.8's free form).</summary>
    public override Guid NewGuid()
    {
        EnsureOnTurn();
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{InstanceId}|{now:O}|{nextGuid++}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private int NextTaskId()
    {
        EnsureOnTurn();
        return nextTaskId++;
    }

    private void EnsureOnTurn() => turn.Ensure(ForeignAwait);

    private Task<T> WithRetries<T>(TaskRetryOptions? retry, Func<Task<T>> call) =>
        retry switch
        {
            null => call(),
            { Policy: { } policy } => Retries.ByPolicyAsync(this, policy, call),
            { Handler: { } handler } => Retries.ByHandlerAsync(this, handler, call),
            _ => call(),
        };
}
