using System.Collections.Concurrent;
using DurableTask.Core.Exceptions;
using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Engine.Recovery;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>
/// Takes an instance's waiting messages, moves its code on with them, and appends what came of it to the journal: the turn, the
/// sub-orchestrations that it starts and the messages that it sends are one append, so that they are committed together.
/// </summary>
internal sealed partial class TurnRunner(
    InstanceTable table,
    GroupCommitJournal journal,
    SessionServices services,
    SessionKeeper sessions,
    TimeProvider time,
    Passage passage,
    ILogger logger,
    ITurnEffects effects)
{
    private readonly ConcurrentBag<ByteWriter> writers = [];

    public void Run(OrchestrationInstance instance)
    {
        Message[] incoming;
        lock (instance.Gate)
        {
            incoming = instance.TakeMessages();
            if (incoming.Length == 0 || instance.IsGone || instance.Status.IsFinished())
            {
                return;
            }
        }

        DateTime now = time.GetUtcNow().UtcDateTime;
        (OrchestrationSession? session, TurnOutcome outcome) = Execute(instance, incoming, now);
        Turn turn = new(now, incoming, [.. Results(outcome)], MessageIdsFor(outcome.End));
        int entered = passage.Enter();
        try
        {
            Append(instance, session, turn);
        }
        finally
        {
            passage.Leave(entered);
        }
    }

    private void Append(OrchestrationInstance instance, OrchestrationSession? session, Turn turn)
    {
        List<Delivery> deliveries = [];
        ByteWriter records = Rent();
        lock (instance.Gate)
        {
            if (instance.IsGone)
            {
                return;
            }

            InstanceRecords.WriteTurn(records, instance.Id, turn);
            Outgoing(instance, turn, records, deliveries);
            long sequence = journal.Append(records.Written, new CommittedTurn(effects, instance, instance.Generation, turn));
            records.Clear();
            instance.Apply(turn, records);
            instance.LastSequence = sequence;
            Keep(instance, session, turn.Results is [.., ExecutionCompleted or ContinuedAsNew], turn.Time);
            deliveries.ForEach(delivery => delivery.Sequence = sequence);
        }

        Return(records);
        foreach (Delivery delivery in deliveries)
        {
            effects.Deliver(delivery.Target, delivery.Message, delivery.Sequence);
        }
    }

    private static IEnumerable<HistoryEvent> Results(TurnOutcome outcome)
    {
        foreach (OutgoingEvent request in outcome.Requests)
        {
            yield return request;
        }

        if (outcome.CustomStatusChanged)
        {
            yield return new CustomStatusChanged(outcome.CustomStatus);
        }

        if (outcome.End is not null)
        {
            yield return outcome.End;
        }
    }

    private (OrchestrationSession? Session, TurnOutcome Outcome) Execute(OrchestrationInstance instance, Message[] incoming, DateTime now)
    {
        try
        {
            // Whoever terminates an instance doesn't want its code to go on, not even for what came before.
            if (incoming.LastOrDefault(message => message.Event is ExecutionTerminated).Event is ExecutionTerminated terminated)
            {
                return (null, Ended(new ExecutionCompleted(now, InstanceStatus.Terminated, terminated.Output, null)));
            }

            OrchestrationSession session = instance.Session ?? Rebuild(instance);
            session.BeginTurn(now);
            foreach (Message message in incoming)
            {
                session.Process(message.Event);
            }

            return (session, session.EndTurn());
        }
        catch (Exception e)
        {
            // A poisonous instance fails alone: the turn's other instances and this worker go on.
            LogTurnFailed(logger, instance.Id, e);
            TaskFailureDetails failure = TaskFailureDetails.FromException(e);
            return (null, Ended(new ExecutionCompleted(now, InstanceStatus.Failed, failure.ErrorMessage, failure)));
        }
    }

    private static TurnOutcome Ended(ExecutionCompleted completed) => new([], false, null, completed);

    /// <summary>Whether today's code would ask for what <paramref name="history"/> says it asked for.</summary>
    public bool CanReplay(string instanceId, ReadOnlySpan<byte> history)
    {
        OrchestrationSession session = new(services, instanceId, static () => { });
        session.Replay(history);
        return session.Fault is not NonDeterministicOrchestrationException;
    }

    private OrchestrationSession Rebuild(OrchestrationInstance instance)
    {
        OrchestrationSession session = new(services, instance.Id, () => effects.ForeignAwait(instance));
        if (instance.History.Length > 0)
        {
            session.Replay(instance.History);
        }

        return session;
    }

    private long MessageIdsFor(HistoryEvent? end) => end is ContinuedAsNew next ? table.NextMessageIds(1 + next.Carried.Count) : 0;

    private void Keep(OrchestrationInstance instance, OrchestrationSession? session, bool ended, DateTime now)
    {
        if (!ended && session is not null)
        {
            sessions.AfterTurn(instance, session, now);
        }
        else
        {
            SessionKeeper.Drop(instance);
        }
    }

    /// <summary>Writes what the turn does to other instances.</summary>
    private void Outgoing(OrchestrationInstance instance, Turn turn, ByteWriter records, List<Delivery> deliveries)
    {
        foreach (HistoryEvent result in turn.Results)
        {
            switch (result)
            {
                case SubOrchestrationCreated e:
                    deliveries.Add(StartChild(instance, e, turn.Time, records));
                    break;
                case EventSent e when table.TryGet(e.InstanceId, out OrchestrationInstance? target):
                    deliveries.Add(Send(target, new EventRaised(turn.Time, e.Name, e.Payload), records));
                    break;
                case ExecutionCompleted e when instance.Start.Parent is { } link && table.TryGet(link.InstanceId, out OrchestrationInstance? parent):
                    deliveries.Add(Send(parent, ResultFor(link, e), records));
                    break;
            }
        }
    }

    private Delivery StartChild(OrchestrationInstance parent, SubOrchestrationCreated e, DateTime now, ByteWriter records)
    {
        ExecutionStarted start = new(now, e.Name, e.Version, e.Input, new ParentLink(parent.Id, parent.Start.Name, e.TaskId), null, null, null);
        Message started = new(table.NextMessageIds(), start);
        OrchestrationInstance child = new(e.InstanceId, started);
        bool added = table.TryAdd(child)
            || (table.TryGet(child.Id, out OrchestrationInstance? present) && present.Status.IsFinished() && table.TryReplace(present, child));
        if (added)
        {
            InstanceRecords.WriteCreated(records, child.Id, started);
            return new Delivery(child, null);
        }

        InvalidOperationException taken = new InstanceExistsException(e.InstanceId, InstanceStatus.Running);
        return Send(parent, new SubOrchestrationFailed(now, e.TaskId, TaskFailureDetails.FromException(taken)), records);
    }

    private Delivery Send(OrchestrationInstance target, IncomingEvent incoming, ByteWriter records)
    {
        Message message = new(table.NextMessageIds(), incoming);
        InstanceRecords.WriteMessage(records, target.Id, message);
        return new Delivery(target, message);
    }

    private static IncomingEvent ResultFor(ParentLink link, ExecutionCompleted e) => e.Status switch
    {
        InstanceStatus.Completed => new SubOrchestrationCompleted(e.Timestamp, link.TaskId, e.Output),
        InstanceStatus.Failed => new SubOrchestrationFailed(
            e.Timestamp, link.TaskId, e.Failure ?? new TaskFailureDetails("Failed", UnknownOrchestratorException.MessageOf(e.Output), null, null, null)),
        _ => new SubOrchestrationFailed(
            e.Timestamp,
            link.TaskId,
            new TaskFailureDetails("Terminated", $"The sub-orchestration was terminated: {e.Output ?? "no reason was given"}", null, null, null)),
    };

    private ByteWriter Rent() => writers.TryTake(out ByteWriter? writer) ? writer : new ByteWriter(1024);

    private void Return(ByteWriter writer)
    {
        writer.Clear();
        writers.Add(writer);
    }

    [LoggerMessage(2101, LogLevel.Error, "The turn of instance {InstanceId} failed outside its own code; the instance fails.")]
    private static partial void LogTurnFailed(ILogger logger, string instanceId, Exception exception);

    /// <summary>What is put into another instance once the append has its place; no message: a new instance that begins.</summary>
    private sealed class Delivery(OrchestrationInstance target, Message? message)
    {
        public OrchestrationInstance Target => target;

        public Message? Message => message;

        public long Sequence { get; set; }
    }

    private sealed class CommittedTurn(ITurnEffects effects, OrchestrationInstance instance, int generation, Turn turn) : ICommitObserver
    {
        public void OnCommitted() => effects.Committed(instance, generation, turn);
    }
}

/// <summary>What the engine does for a turn.</summary>
internal interface ITurnEffects
{
    /// <summary>The turn is durable: its activities may start, its timers be armed, its end be seen.</summary>
    void Committed(OrchestrationInstance instance, int generation, Turn turn);

    /// <summary>Puts an appended message into <paramref name="target"/>; null begins a new instance.</summary>
    void Deliver(OrchestrationInstance target, Message? message, long sequence);

    /// <summary>Something that is not durable tried to move the instance's code on.</summary>
    void ForeignAwait(OrchestrationInstance instance);
}

/// <summary>The id is taken by an instance that may not be replaced.</summary>
internal sealed class InstanceExistsException(string instanceId, InstanceStatus status)
    : InvalidOperationException($"An Orchestration instance with the ID {instanceId} already exists.")
{
    /// <summary>The name under which the real host tells it.</summary>
    public const string TypeName = "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException";

    /// <summary>Where the instance stands that has the id.</summary>
    public InstanceStatus Status => status;
}
