using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Engine.Recovery;
using NoticeFunctions.LocalHost.Engine.Scheduling;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>
/// The durable engine: instances whose every change is an event in one journal, and whose effects (an activity's start, a timer, an answer)
/// begin only when the events that ask for them are committed. Activities run at least once; an instance's turns never overlap.
/// </summary>
internal sealed partial class DurableEngine : ITurnEffects, IAsyncDisposable
{
    private readonly IDurableFunctions functions;
    private readonly DataConverter converter;
    private readonly EngineOptions options;
    private readonly TimeProvider time;
    private readonly EngineMetrics metrics;
    private readonly ILogger logger;
    private readonly IdleTracker idle = new();
    private readonly InstanceTable table = new();
    private readonly Passage passage = new();
    private readonly GroupCommitJournal journal;
    private readonly SnapshotTaker snapshots;
    private readonly TimerQueue timers;
    private readonly SessionKeeper sessions;
    private readonly TurnRunner runner;
    private readonly TurnScheduler turns;
    private readonly ActivityDispatcher activities;
    private readonly CancellationTokenSource stopping = new();
    private bool disposed;

    public DurableEngine(
        IDurableFunctions functions,
        IJournalStore store,
        DataConverter converter,
        EngineOptions options,
        TimeProvider time,
        ILoggerFactory loggers,
        IFaultPoints faults,
        EngineMetrics metrics)
    {
        this.functions = functions;
        this.converter = converter;
        this.options = options;
        this.time = time;
        this.metrics = metrics;
        logger = loggers.CreateLogger("Host.DurableTask");
        journal = new GroupCommitJournal(store, options.Journal, faults, metrics, time, idle, logger);
        timers = new TimerQueue(time, Fire);
        sessions = new SessionKeeper(options, time);
        SessionServices services = new(functions, converter, loggers, options.DefaultVersion);
        runner = new TurnRunner(table, journal, services, sessions, time, passage, logger, this);
        turns = new TurnScheduler(options.MaxConcurrentTurns, runner.Run, () => journal.IsFull, idle);
        journal.Drained = turns.Wake;
        snapshots = new SnapshotTaker(table, journal, passage, options.SnapshotPieceBytes, faults, time, logger);
        journal.SnapshotDue = snapshots.Begin;
        activities = new ActivityDispatcher(options.MaxConcurrentActivities, RunActivityAsync, idle);
    }

    /// <summary>Completes with the reason when another host has taken the journal over: this host must end.</summary>
    public Task<Exception> JournalLost => journal.Lost;

    /// <summary>The earliest due instant of any timer, UTC.</summary>
    public DateTime? NextTimerDue => timers.NextDue;

    /// <summary>Takes a snapshot now, rather than when the journal has grown enough.</summary>
    public Task TakeSnapshotAsync(CancellationToken cancellation) => snapshots.TakeAsync(cancellation);

    /// <summary>Completes when nothing can happen before a timer fires or somebody calls.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation = default) => idle.WhenIdleAsync(cancellation);

    /// <summary>Rebuilds all instances from the journal, and goes on where they were.</summary>
    /// <exception cref="InvalidDataException">The journal contradicts itself.</exception>
    /// <exception cref="JournalDamagedException">The journal can't be read, or was written by a newer host.</exception>
    /// <exception cref="JournalInUseException">Another host writes it.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        await journal.OpenAsync(new RecoveryTarget(table), cancellation);
        OpenRequests requests = new();
        foreach (OrchestrationInstance instance in table.Each.Where(instance => !instance.Status.IsFinished()))
        {
            Resume(instance, requests);
        }

        timers.Start();

        LogStarted(logger, table.Count);
    }

    /// <summary>
    /// Starts no more activities and timers, and lets what runs end and be committed. An activity that is still running when
    /// <paramref name="cancellation"/> comes is cancelled, and runs again after the next start.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        timers.Stop();
        try
        {
            await activities.StopAsync().WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            LogActivitiesAbandoned(logger);
        }

        await stopping.CancelAsync();
        await snapshots.StopAsync();
        await journal.CloseAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        timers.Dispose();
        sessions.Dispose();
        await stopping.CancelAsync();
        await snapshots.StopAsync();
        await journal.DisposeAsync();
        snapshots.Dispose();
        stopping.Dispose();
    }

    void ITurnEffects.Committed(OrchestrationInstance instance, int generation, Turn turn)
    {
        foreach (HistoryEvent result in turn.Results)
        {
            switch (result)
            {
                case TaskScheduled e: activities.Enqueue(new ActivityWork(instance, e.TaskId, e.Name, e.Input)); break;
                case TimerCreated e: Arm(instance, generation, e.TaskId, e.FireAt); break;
                case TimerCanceled e: Cancel(instance, generation, e.TimerId); break;
            }
        }

        bool finished = turn.Results is [.., ExecutionCompleted];
        lock (instance.Gate)
        {
            TellWaiters(instance, finished);

            // Not any more where it has been rewound meanwhile.
            if (finished && instance.Status.IsFinished())
            {
                GiveUpTimers(instance);
            }
        }
    }

    void ITurnEffects.Deliver(OrchestrationInstance target, Message? message, long sequence)
    {
        lock (target.Gate)
        {
            target.LastSequence = target.LastSequence == OrchestrationInstance.NotAppended ? sequence : Math.Max(target.LastSequence, sequence);
            if (message is { } received && !target.Status.IsFinished())
            {
                target.Receive(received);
            }

            turns.Schedule(target);
        }
    }

    void ITurnEffects.ForeignAwait(OrchestrationInstance instance) => Receive(instance, new ForeignAwaitDetected(Now));

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>An event that the journal need not hold before it is taken: its cause would repeat it.</summary>
    private void Receive(OrchestrationInstance instance, IncomingEvent incoming)
    {
        lock (instance.Gate)
        {
            if (!instance.IsGone && !instance.Status.IsFinished())
            {
                instance.Receive(new Message(0, incoming));
                turns.Schedule(instance);
            }
        }
    }

    private async Task RunActivityAsync(ActivityWork work)
    {
        IncomingEvent outcome;
        try
        {
            if (!functions.TryGetActivity(work.Name, out ActivityFunction? function))
            {
                throw new InvalidOperationException(
                    $"The function '{work.Name}' doesn't exist, is disabled, or is not an activity function. " +
                    $"The known activity functions are: {string.Join(", ", functions.ActivityNames.Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}.");
            }

            object? result = await function(new ActivityInvocation(work.Name, work.Instance.Id, work.TaskId, work.Input), stopping.Token);
            outcome = new TaskCompleted(Now, work.TaskId, converter.Serialize(result));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host ends: the journal still has the activity as scheduled, so it runs again.
            return;
        }
        catch (Exception e)
        {
            LogActivityFailed(logger, work.Name, work.Instance.Id, e.GetType().FullName ?? e.GetType().Name);
            outcome = new TaskFailed(Now, work.TaskId, TaskFailureDetails.FromException(e));
        }

        Receive(work.Instance, outcome);
    }

    private static void TellWaiters(OrchestrationInstance instance, bool finished)
    {
        if (instance.Waiters is null)
        {
            return;
        }

        // The state may be ahead of this commit; what is told here is no more than what this commit made true.
        InstanceStatus status = finished ? instance.Status : InstanceStatus.Running;
        instance.Waiters.RemoveAll(waiter => waiter.Observe(status));
        if (instance.Waiters.Count == 0)
        {
            instance.Waiters = null;
        }
    }

    [LoggerMessage(2201, LogLevel.Information, "The durable engine has started with {Count} instances.")]
    private static partial void LogStarted(ILogger logger, int count);

    [LoggerMessage(2202, LogLevel.Warning, "Activities were still running at the end of the time to stop; they will run again.")]
    private static partial void LogActivitiesAbandoned(ILogger logger);

    [LoggerMessage(2203, LogLevel.Warning, "The activity {Activity} of instance {InstanceId} failed with {ErrorType}.")]
    private static partial void LogActivityFailed(ILogger logger, string activity, string instanceId, string errorType);
}
