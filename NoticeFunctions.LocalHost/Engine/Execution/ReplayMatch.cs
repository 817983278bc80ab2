using DurableTask.Core.Exceptions;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>
/// Holds what the orchestrator's code asks for against what its history says it asked for. During a replay both must agree step by step;
/// afterwards, what the code asks for is new.
/// </summary>
internal sealed class ReplayMatch
{
    private readonly List<OutgoingEvent> asked = [];
    private readonly List<OutgoingEvent> takenBack = [];
    private int matched;

    /// <summary>What the code has asked for beyond its history.</summary>
    public IEnumerable<OutgoingEvent> New => asked.Skip(matched);

    public void Ask(OutgoingEvent request) => asked.Add(request);

    /// <summary>The new requests are in the history from now on.</summary>
    public void Commit()
    {
        asked.Clear();
        matched = 0;
    }

    /// <summary>The history's next request.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code asked for something else, or for nothing.</exception>
    public void Expect(OutgoingEvent recorded)
    {
        if (matched == asked.Count)
        {
            throw Changed($"A previous execution of this orchestration scheduled {Describe(recorded, recorded.TaskId)}, which the current orchestration replay did not ask for.");
        }

        OutgoingEvent replayed = asked[matched];
        if (!IsSameRequest(recorded, replayed))
        {
            throw Changed(
                $"A previous execution of this orchestration scheduled {Describe(recorded, recorded.TaskId)}, but the current orchestration replay instead " +
                (recorded.TaskId == replayed.TaskId ? $"scheduled {Describe(replayed)} with this sequence number." : $"scheduled {Describe(replayed, replayed.TaskId)}."));
        }

        if (recorded is RequestTakenBack)
        {
            takenBack.Add(replayed);
        }

        matched++;
        if (matched == asked.Count)
        {
            Commit();
        }
    }

    /// <summary>The requests that were taken back are made once more, now.</summary>
    public void AskAgain()
    {
        asked.AddRange(takenBack);
        takenBack.Clear();
    }

    /// <summary>A recorded turn is over: everything that the replay asked for must have been in it.</summary>
    public void ExpectNoMore()
    {
        if (matched < asked.Count)
        {
            throw Changed(
                $"The current orchestration replay scheduled {Describe(asked[matched], asked[matched].TaskId)}, which the history of this orchestration does not have there.");
        }
    }

    /// <summary>The real host's words, which users search for.</summary>
    private static NonDeterministicOrchestrationException Changed(string what) =>
        new($"Non-Deterministic workflow detected: {what}  Was a change made to the orchestrator code after this instance had already started running?");

    private static bool IsSameRequest(OutgoingEvent recorded, OutgoingEvent replayed) =>
        recorded.TaskId == replayed.TaskId && (recorded, replayed) switch
        {
            (TaskScheduled a, TaskScheduled b) => SameName(a.Name, b.Name),
            (TimerCreated, TimerCreated) => true,
            (TimerCanceled a, TimerCanceled b) => a.TimerId == b.TimerId,
            (SubOrchestrationCreated a, SubOrchestrationCreated b) => SameName(a.Name, b.Name) && string.Equals(a.InstanceId, b.InstanceId, StringComparison.Ordinal),
            (EventSent a, EventSent b) => SameName(a.Name, b.Name) && string.Equals(a.InstanceId, b.InstanceId, StringComparison.Ordinal),
            (RequestTakenBack { InstanceId: null } a, TaskScheduled b) => SameName(a.Name, b.Name),
            (RequestTakenBack a, SubOrchestrationCreated b) => SameName(a.Name, b.Name) && string.Equals(a.InstanceId, b.InstanceId, StringComparison.Ordinal),
            _ => false,
        };

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Describe(OutgoingEvent request, int? number = null)
    {
        (string what, string? name) = request switch
        {
            TaskScheduled e => ("an activity task", e.Name),
            TimerCreated => ("a timer", null),
            TimerCanceled => ("the cancellation of a timer", null),
            SubOrchestrationCreated e => ("a sub-orchestration", e.Name),
            RequestTakenBack { InstanceId: null } e => ("an activity task", e.Name),
            RequestTakenBack e => ("a sub-orchestration", e.Name),
            EventSent e => ("an event", e.Name),
            _ => (request.GetType().Name, (string?)null),
        };
        return what + (number is null ? "" : $" with sequence number {number}") + (name is null ? "" : $" named '{name}'");
    }
}
