using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>
/// One step in the life of an orchestration instance. The ordered events of an instance are its history: replaying them through the
/// orchestrator's code rebuilds its state, so an event is never changed once it is committed.
/// </summary>
internal abstract record HistoryEvent;

/// <summary>What comes to an instance from outside its code: it moves the orchestrator on.</summary>
/// <param name="Timestamp">When it happened, UTC.</param>
internal abstract record IncomingEvent(DateTime Timestamp) : HistoryEvent;

/// <summary>What the orchestrator's code asked for. A replay must ask for the same, in the same order.</summary>
/// <param name="TaskId">The sequence number of the request within its generation, from 0.</param>
internal abstract record OutgoingEvent(int TaskId) : HistoryEvent;

/// <summary>A turn begins; its time is what the orchestrator sees as the present until the next one.</summary>
internal sealed record TurnStarted(DateTime Time) : HistoryEvent;

internal sealed record ExecutionStarted(
    DateTime Timestamp,
    string Name,
    string? Version,
    string? Input,
    ParentLink? Parent,
    DateTime? ScheduledStart,
    int? Generation,
    IReadOnlyDictionary<string, string>? Tags) : IncomingEvent(Timestamp);

/// <summary>Who waits for a sub-orchestration's end.</summary>
internal sealed record ParentLink(string InstanceId, string Name, int TaskId);

internal sealed record TaskScheduled(int TaskId, string Name, string? Input) : OutgoingEvent(TaskId);

internal sealed record TaskCompleted(DateTime Timestamp, int TaskId, string? Result) : IncomingEvent(Timestamp);

internal sealed record TaskFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure) : IncomingEvent(Timestamp);

internal sealed record TimerCreated(int TaskId, DateTime FireAt) : OutgoingEvent(TaskId);

internal sealed record TimerFired(DateTime Timestamp, int TaskId, DateTime FireAt) : IncomingEvent(Timestamp);

/// <summary>The orchestrator gave a timer up: it holds the instance no longer.</summary>
/// <param name="TaskId">The sequence number of this request.</param>
/// <param name="TimerId">The sequence number under which the timer was created.</param>
internal sealed record TimerCanceled(int TaskId, int TimerId) : OutgoingEvent(TaskId);

internal sealed record SubOrchestrationCreated(int TaskId, string Name, string InstanceId, string? Version, string? Input) : OutgoingEvent(TaskId);

internal sealed record SubOrchestrationCompleted(DateTime Timestamp, int TaskId, string? Result) : IncomingEvent(Timestamp);

internal sealed record SubOrchestrationFailed(DateTime Timestamp, int TaskId, TaskFailureDetails Failure) : IncomingEvent(Timestamp);

internal sealed record EventSent(int TaskId, string InstanceId, string Name, string? Payload) : OutgoingEvent(TaskId);

internal sealed record EventRaised(DateTime Timestamp, string Name, string? Payload) : IncomingEvent(Timestamp);

internal sealed record ExecutionSuspended(DateTime Timestamp, string? Reason) : IncomingEvent(Timestamp);

internal sealed record ExecutionResumed(DateTime Timestamp, string? Reason) : IncomingEvent(Timestamp);

internal sealed record ExecutionTerminated(DateTime Timestamp, string? Output) : IncomingEvent(Timestamp);

/// <summary>The orchestrator awaited something that is not durable: the instance can only fail.</summary>
internal sealed record ForeignAwaitDetected(DateTime Timestamp) : IncomingEvent(Timestamp);

/// <summary>The custom status after a turn, as JSON. Not matched at replay: it is a result, not a request.</summary>
internal sealed record CustomStatusChanged(string? Status) : HistoryEvent;

internal sealed record ExecutionCompleted(DateTime Timestamp, InstanceStatus Status, string? Output, TaskFailureDetails? Failure) : HistoryEvent;

/// <summary>The generation is over; the next begins with <paramref name="Start"/> and the events that nobody had taken yet.</summary>
internal sealed record ContinuedAsNew(ExecutionStarted Start, IReadOnlyList<EventRaised> Carried) : HistoryEvent;

/// <summary>A failed instance was taken back to before its failure: the history before this event has been rewritten.</summary>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Reason">Why, for whoever looks at the instance.</param>
/// <param name="AskedAgain">The places, in the history as it was, of the requests whose results are taken back: they are made again.</param>
/// <param name="TakenBack">The places of all other events that no longer count.</param>
internal sealed record ExecutionRewound(
    DateTime Timestamp, string? Reason, IReadOnlyList<int> AskedAgain, IReadOnlyList<int> TakenBack) : IncomingEvent(Timestamp);

/// <summary>Stands where a request stood whose result was taken back: the replay still asks for it there, and is answered later.</summary>
/// <param name="TaskId">The request's.</param>
/// <param name="Name">The activity or orchestrator.</param>
/// <param name="InstanceId">The sub-orchestration; null for an activity.</param>
internal sealed record RequestTakenBack(int TaskId, string Name, string? InstanceId) : OutgoingEvent(TaskId);

/// <summary>Stands where an event stood that no longer counts.</summary>
internal sealed record EventTakenBack(DateTime? Timestamp) : HistoryEvent;
