using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>
/// Finds what of a failed instance's history has to be taken back so that it can go on. First it tries what the real host does, all
/// failures; where the code had dealt with some of them (caught them, retried) and would no longer replay, the last failure with all that
/// followed; and where that doesn't either, everything but the beginning and the events that came.
/// </summary>
/// <param name="events">The history.</param>
/// <param name="isChildRewound">Whether a failed sub-orchestration is rewound itself: it is waited for then, and not started again.</param>
internal sealed class Rewinding(IReadOnlyList<HistoryEvent> events, Func<string, bool> isChildRewound)
{
    /// <param name="now">When.</param>
    /// <param name="reason">Why.</param>
    /// <param name="canReplay">Whether the code agrees with a rewritten history.</param>
    public ExecutionRewound Find(DateTime now, string? reason, Func<byte[], bool> canReplay)
    {
        ExecutionRewound found = TakeBack(now, reason, from: 0, andLaterRequests: false);
        if (canReplay(Rewrite(events, found)))
        {
            return found;
        }

        found = TakeBack(now, reason, TurnOfLastFailure(), andLaterRequests: true);
        if (canReplay(Rewrite(events, found)))
        {
            return found;
        }

        return new ExecutionRewound(now, reason, [], [.. Places(item => item is not (TurnStarted or ExecutionStarted or EventRaised or EventTakenBack))]);
    }

    /// <summary>The history as the rewinding leaves it; <paramref name="rewound"/> itself comes with the next turn.</summary>
    public static byte[] Rewrite(IReadOnlyList<HistoryEvent> events, ExecutionRewound rewound)
    {
        HashSet<int> askedAgain = [.. rewound.AskedAgain];
        HashSet<int> takenBack = [.. rewound.TakenBack];
        ByteWriter writer = new();
        for (int place = 0; place < events.Count; place++)
        {
            HistoryEvent item = events[place];
            HistoryCodec.Write(writer, askedAgain.Contains(place) ? Request(item) : takenBack.Contains(place) ? new EventTakenBack(TimeOf(item)) : item);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Takes the failures from a place on back.</summary>
    private ExecutionRewound TakeBack(DateTime now, string? reason, int from, bool andLaterRequests)
    {
        Dictionary<int, int> requests = [];
        HashSet<int> lost = [];
        List<int> askedAgain = [];
        List<int> takenBack = [];
        for (int place = 0; place < events.Count; place++)
        {
            HistoryEvent item = events[place];
            bool isLater = place >= from;
            switch (item)
            {
                case OutgoingEvent e when andLaterRequests && isLater:
                    lost.Add(e.TaskId);
                    takenBack.Add(place);
                    break;
                case TaskScheduled or SubOrchestrationCreated or RequestTakenBack:
                    requests[((OutgoingEvent)item).TaskId] = place;
                    break;
                case ExecutionCompleted:
                    takenBack.Add(place);
                    break;
                case IncomingEvent e when ResultOf(e) is int task && lost.Contains(task):
                    takenBack.Add(place);
                    break;
                case TaskFailed e when isLater:
                    takenBack.Add(place);
                    askedAgain.Add(requests[e.TaskId]);
                    break;
                case SubOrchestrationFailed e when isLater:
                    takenBack.Add(place);
                    if (events[requests[e.TaskId]] is not SubOrchestrationCreated child || !isChildRewound(child.InstanceId))
                    {
                        askedAgain.Add(requests[e.TaskId]);
                    }

                    break;
            }
        }

        return new ExecutionRewound(now, reason, askedAgain, takenBack);
    }

    /// <summary>The failed sub-orchestrations that <paramref name="rewound"/> waits for: they have to be rewound with it.</summary>
    public IEnumerable<string> Children(ExecutionRewound rewound) => rewound.TakenBack
        .Select(place => events[place]).OfType<SubOrchestrationFailed>()
        .Select(failed => Places(item => item is SubOrchestrationCreated created && created.TaskId == failed.TaskId).DefaultIfEmpty(-1).Last())
        .Where(place => place >= 0 && !rewound.AskedAgain.Contains(place) && !rewound.TakenBack.Contains(place))
        .Select(place => ((SubOrchestrationCreated)events[place]).InstanceId)
        .Distinct(StringComparer.Ordinal);

    private int TurnOfLastFailure()
    {
        int failure = Places(item => item is TaskFailed or SubOrchestrationFailed).DefaultIfEmpty(0).Last();
        return Places(item => item is TurnStarted).TakeWhile(place => place <= failure).DefaultIfEmpty(0).Last();
    }

    private IEnumerable<int> Places(Func<HistoryEvent, bool> wanted) => Enumerable.Range(0, events.Count).Where(place => wanted(events[place]));

    private static int? ResultOf(IncomingEvent item) => item switch
    {
        TaskCompleted e => e.TaskId,
        TaskFailed e => e.TaskId,
        TimerFired e => e.TaskId,
        SubOrchestrationCompleted e => e.TaskId,
        SubOrchestrationFailed e => e.TaskId,
        _ => null,
    };

    private static RequestTakenBack Request(HistoryEvent item) => item switch
    {
        TaskScheduled e => new RequestTakenBack(e.TaskId, e.Name, null),
        SubOrchestrationCreated e => new RequestTakenBack(e.TaskId, e.Name, e.InstanceId),
        RequestTakenBack e => e,
        _ => throw new InvalidDataException($"A {item.GetType().Name} can't be asked again."),
    };

    private static DateTime? TimeOf(HistoryEvent item) => item switch
    {
        IncomingEvent e => e.Timestamp,
        ExecutionCompleted e => e.Timestamp,
        EventTakenBack e => e.Timestamp,
        _ => null,
    };
}
