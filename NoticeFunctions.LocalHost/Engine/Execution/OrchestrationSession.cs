using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>
/// One instance's orchestrator code, held between its awaits. Events move it on; what it asks for is collected until the turn ends.
/// A session can be thrown away at any time between turns: replaying the history builds an equal one.
/// </summary>
/// <remarks>Not thread-safe: the engine runs one turn of an instance at a time.</remarks>
internal sealed partial class OrchestrationSession
{
    /// <summary>The text of the real host, which users search for.</summary>
    private const string ForeignAwait =
        "An invalid asynchronous invocation was detected. This can be caused by awaiting non-durable tasks in an orchestrator function's " +
        "implementation or by middleware that invokes asynchronous code.";

    private readonly SessionServices services;
    private readonly TurnSynchronizationContext turn;
    private readonly OpenTasks open = new();
    private readonly ExternalEvents events;
    private readonly List<IncomingEvent> heldBack = [];
    private readonly ReplayMatch match = new();
    private ExecutionStarted? start;
    private Task<object?>? execution;
    private Exception? fault;
    private ExecutionTerminated? terminated;
    private bool suspended;

    /// <param name="services">Functions, converter and loggers.</param>
    /// <param name="instanceId">The instance that this session runs.</param>
    /// <param name="onForeignAwait">Called from any thread when something that is not durable tries to move the orchestrator on.</param>
    public OrchestrationSession(SessionServices services, string instanceId, Action onForeignAwait)
    {
        this.services = services;
        InstanceId = instanceId;
        events = new ExternalEvents(services.Converter);
        turn = new TurnSynchronizationContext(onForeignAwait);
    }

    /// <summary>Why the code can go no further: it was not deterministic, unknown, or awaited something foreign.</summary>
    public Exception? Fault => fault;

    /// <summary>Whether nothing but timers and external events can move the instance on.</summary>
    public bool OnlyWaits => open.OnlyTimers;

    public DateTime? NearestTimer => open.NearestTimer;

    /// <summary>Rebuilds the state that <paramref name="history"/> led to.</summary>
    public void Replay(ReadOnlySpan<byte> history)
    {
        replaying = true;
        try
        {
            ByteReader reader = new(history);
            while (!reader.AtEnd && fault is null)
            {
                switch (HistoryCodec.Read(ref reader))
                {
                    case TurnStarted e: match.ExpectNoMore(); now = e.Time; break;
                    case IncomingEvent e: Apply(e); break;
                    case OutgoingEvent e: match.Expect(e); break;
                }
            }

            match.ExpectNoMore();
        }
        catch (NonDeterministicOrchestrationException e)
        {
            fault = e;
        }

        replaying = false;
    }

    public void BeginTurn(DateTime time) => now = time;

    /// <summary>Moves the orchestrator on as far as it goes.</summary>
    public void Process(IncomingEvent incoming)
    {
        if (fault is null)
        {
            Apply(incoming);
        }
    }

    /// <summary>What the turn's events led to.</summary>
    public TurnOutcome EndTurn()
    {
        string? status = customStatus;
        TurnOutcome outcome = new([.. match.New], customStatusChanged, status, Complete());
        match.Commit();
        customStatusChanged = false;
        return outcome;
    }

    private void Apply(IncomingEvent incoming)
    {
        if (suspended && incoming is not (ExecutionResumed or ExecutionTerminated or ExecutionRewound or ForeignAwaitDetected))
        {
            heldBack.Add(incoming);
            return;
        }

        switch (incoming)
        {
            case ExecutionStarted e: Start(e); break;
            case TaskCompleted e: Finish(e.TaskId, task => task.Complete(e.Result)); break;
            case TaskFailed e: Finish(e.TaskId, task => task.Fail(e.Failure)); break;
            case SubOrchestrationCompleted e: Finish(e.TaskId, task => task.Complete(e.Result)); break;
            case SubOrchestrationFailed e: Finish(e.TaskId, task => task.Fail(e.Failure)); break;
            case TimerFired e: Finish(e.TaskId, task => task.Complete(null)); break;
            case EventRaised e: turn.Run(() => events.Raise(e)); break;
            case ExecutionSuspended: suspended = true; break;
            case ExecutionResumed: Resume(); break;
            case ExecutionTerminated e: terminated = e; break;
            case ExecutionRewound: Resume(); match.AskAgain(); break;
            case ForeignAwaitDetected: fault = new InvalidOperationException(ForeignAwait); break;
        }
    }

    private void Start(ExecutionStarted e)
    {
        start = e;
        if (!services.Functions.TryGetOrchestrator(e.Name, out OrchestratorFunction? function))
        {
            fault = new UnknownOrchestratorException(e.Name, services.Functions.OrchestratorNames);
            return;
        }

        turn.Run(() =>
        {
            try
            {
                execution = function(this);
            }
            catch (Exception thrown)
            {
                execution = Task.FromException<object?>(thrown);
            }
        });
    }

    private void Finish(int taskId, Action<OpenTask> finish)
    {
        // A task that is not open was given up (a cancelled timer that fired all the same), or came twice.
        if (open.TryRemove(taskId, out OpenTask? task))
        {
            turn.Run(() => finish(task));
        }
    }

    private void Resume()
    {
        suspended = false;
        IncomingEvent[] waiting = [.. heldBack];
        heldBack.Clear();
        foreach (IncomingEvent incoming in waiting)
        {
            Apply(incoming);
        }
    }

    /// <summary>How the turn leaves the generation: null while it goes on.</summary>
    private HistoryEvent? Complete()
    {
        if (terminated is not null)
        {
            return new ExecutionCompleted(now, InstanceStatus.Terminated, terminated.Output, null);
        }

        if (fault is UnknownOrchestratorException unknown)
        {
            return new ExecutionCompleted(now, InstanceStatus.Failed, unknown.Output, null);
        }

        if (fault is not null)
        {
            return Failed(fault);
        }

        if (suspended || execution is null)
        {
            return null;
        }

        if (!execution.IsCompleted)
        {
            return open.Count == 0 && !events.HasWaiters ? Failed(new InvalidOperationException(ForeignAwait)) : null;
        }

        // As on the real host, an instance stays running until all that it started has ended.
        return open.Count > 0 ? null : Ended(execution);
    }

    private HistoryEvent Ended(Task<object?> ended)
    {
        if (!ended.IsCompletedSuccessfully)
        {
            return Failed(ended.Exception?.InnerException ?? new TaskCanceledException(ended));
        }

        try
        {
            return continuation is null
                ? new ExecutionCompleted(now, InstanceStatus.Completed, services.Converter.Serialize(ended.Result), null)
                : NextGeneration(continuation);
        }
        catch (Exception notSerializable)
        {
            return Failed(notSerializable);
        }
    }

    private ContinuedAsNew NextGeneration(ContinueAsNewOptions options)
    {
        ExecutionStarted next = start! with
        {
            Timestamp = now,
            Input = services.Converter.Serialize(options.NewInput),
            Version = options.NewVersion ?? start.Version,
            ScheduledStart = null,
            Generation = null,
        };
        return new ContinuedAsNew(next, options.PreserveUnprocessedEvents ? [.. events.Unprocessed] : []);
    }

    private ExecutionCompleted Failed(Exception reason)
    {
        TaskFailureDetails failure = TaskFailureDetails.FromException(reason);
        return new ExecutionCompleted(now, InstanceStatus.Failed, failure.ErrorMessage, failure);
    }
}

/// <summary>What a turn adds to the history.</summary>
/// <param name="Requests">What the orchestrator asked for, in order.</param>
/// <param name="CustomStatusChanged">Whether the turn set a custom status.</param>
/// <param name="CustomStatus">The custom status, as JSON.</param>
/// <param name="End"><see cref="ExecutionCompleted"/> or <see cref="ContinuedAsNew"/> when the generation is over.</param>
internal sealed record TurnOutcome(IReadOnlyList<OutgoingEvent> Requests, bool CustomStatusChanged, string? CustomStatus, HistoryEvent? End);
