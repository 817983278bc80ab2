using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Execution;

/// <summary>
/// Holds what the orchestrator's code asks for against what its history says it asked for. During a replay both must agree step by step;
/// afterwards, what the code asks for is new.
/// </summary>
internal sealed class ReplayMatch(string orchestrator)
{
    private readonly List<OutgoingEvent> asked = [];
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
    /// <exception cref="NonDeterminismException">The code asked for something else, or for nothing.</exception>
    public void Expect(OutgoingEvent recorded)
    {
        if (matched == asked.Count)
        {
            throw new NonDeterminismException(
                $"The orchestrator '{orchestrator}' is not deterministic: step {recorded.TaskId} of its history is {Describe(recorded)}, " +
                "which the replay did not ask for. Was its code changed while the instance ran?");
        }

        OutgoingEvent replayed = asked[matched];
        if (!IsSameRequest(recorded, replayed))
        {
            throw new NonDeterminismException(
                $"The orchestrator '{orchestrator}' is not deterministic: step {recorded.TaskId} of its history is {Describe(recorded)}, " +
                $"but the replay asked for {Describe(replayed)}. Was its code changed while the instance ran?");
        }

        matched++;
        if (matched == asked.Count)
        {
            Commit();
        }
    }

    /// <summary>A recorded turn is over: everything that the replay asked for must have been in it.</summary>
    public void ExpectNoMore()
    {
        if (matched < asked.Count)
        {
            throw new NonDeterminismException(
                $"The orchestrator '{orchestrator}' is not deterministic: the replay asked for {Describe(asked[matched])} as step " +
                $"{asked[matched].TaskId}, which its history does not have there. Was its code changed while the instance ran?");
        }
    }

    private static bool IsSameRequest(OutgoingEvent recorded, OutgoingEvent replayed) =>
        recorded.TaskId == replayed.TaskId && (recorded, replayed) switch
        {
            (TaskScheduled a, TaskScheduled b) => SameName(a.Name, b.Name),
            (TimerCreated, TimerCreated) => true,
            (TimerCanceled a, TimerCanceled b) => a.TimerId == b.TimerId,
            (SubOrchestrationCreated a, SubOrchestrationCreated b) => SameName(a.Name, b.Name) && string.Equals(a.InstanceId, b.InstanceId, StringComparison.Ordinal),
            (EventSent a, EventSent b) => SameName(a.Name, b.Name) && string.Equals(a.InstanceId, b.InstanceId, StringComparison.Ordinal),
            _ => false,
        };

    private static bool SameName(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Describe(OutgoingEvent request) => request switch
    {
        TaskScheduled e => $"activity '{e.Name}'",
        TimerCreated e => $"a timer for {e.FireAt:O}",
        TimerCanceled e => $"the cancellation of timer {e.TimerId}",
        SubOrchestrationCreated e => $"sub-orchestration '{e.Name}' ({e.InstanceId})",
        EventSent e => $"event '{e.Name}' to {e.InstanceId}",
        _ => request.GetType().Name,
    };
}

/// <summary>An orchestrator asked for other things at its replay than its history says.</summary>
internal sealed class NonDeterminismException(string message) : Exception(message);
