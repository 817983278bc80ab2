using Microsoft.DurableTask;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>
/// The binary form of a history event: one byte for its kind, then its members in order. The numbers are stored for good: a new kind
/// gets a new number, and a kind that changes its members becomes a new kind.
/// </summary>
internal static class HistoryCodec
{
    private enum Kind : byte
    {
        TurnStarted = 1,
        ExecutionStarted = 2,
        TaskScheduled = 3,
        TaskCompleted = 4,
        TaskFailed = 5,
        TimerCreated = 6,
        TimerFired = 7,
        TimerCanceled = 8,
        SubOrchestrationCreated = 9,
        SubOrchestrationCompleted = 10,
        SubOrchestrationFailed = 11,
        EventSent = 12,
        EventRaised = 13,
        ExecutionSuspended = 14,
        ExecutionResumed = 15,
        ExecutionTerminated = 16,
        ForeignAwaitDetected = 17,
        CustomStatusChanged = 18,
        ExecutionCompleted = 19,
        ContinuedAsNew = 20,
        ExecutionRewound = 21,
        RequestTakenBack = 22,
        EventTakenBack = 23,
    }

    public static void Write(ByteWriter to, HistoryEvent item)
    {
        switch (item)
        {
            case TurnStarted e: Begin(to, Kind.TurnStarted, e.Time); break;
            case ExecutionStarted e: WriteStart(to, e); break;
            case TaskScheduled e: Begin(to, Kind.TaskScheduled, e.TaskId); to.Text(e.Name); to.Text(e.Input); break;
            case TaskCompleted e: Begin(to, Kind.TaskCompleted, e.Timestamp); to.Number(e.TaskId); to.Text(e.Result); break;
            case TaskFailed e: Begin(to, Kind.TaskFailed, e.Timestamp); to.Number(e.TaskId); WriteFailure(to, e.Failure); break;
            case TimerCreated e: Begin(to, Kind.TimerCreated, e.TaskId); to.Time(e.FireAt); break;
            case TimerFired e: Begin(to, Kind.TimerFired, e.Timestamp); to.Number(e.TaskId); to.Time(e.FireAt); break;
            case TimerCanceled e: Begin(to, Kind.TimerCanceled, e.TaskId); to.Number(e.TimerId); break;
            case SubOrchestrationCreated e:
                Begin(to, Kind.SubOrchestrationCreated, e.TaskId);
                to.Text(e.Name);
                to.Text(e.InstanceId);
                to.Text(e.Version);
                to.Text(e.Input);
                break;
            case SubOrchestrationCompleted e: Begin(to, Kind.SubOrchestrationCompleted, e.Timestamp); to.Number(e.TaskId); to.Text(e.Result); break;
            case SubOrchestrationFailed e: Begin(to, Kind.SubOrchestrationFailed, e.Timestamp); to.Number(e.TaskId); WriteFailure(to, e.Failure); break;
            case EventSent e: Begin(to, Kind.EventSent, e.TaskId); to.Text(e.InstanceId); to.Text(e.Name); to.Text(e.Payload); break;
            case EventRaised e: Begin(to, Kind.EventRaised, e.Timestamp); to.Text(e.Name); to.Text(e.Payload); break;
            case ExecutionSuspended e: Begin(to, Kind.ExecutionSuspended, e.Timestamp); to.Text(e.Reason); break;
            case ExecutionResumed e: Begin(to, Kind.ExecutionResumed, e.Timestamp); to.Text(e.Reason); break;
            case ExecutionTerminated e: Begin(to, Kind.ExecutionTerminated, e.Timestamp); to.Text(e.Output); break;
            case ForeignAwaitDetected e: Begin(to, Kind.ForeignAwaitDetected, e.Timestamp); break;
            case CustomStatusChanged e: to.Byte((byte)Kind.CustomStatusChanged); to.Text(e.Status); break;
            case ExecutionCompleted e:
                Begin(to, Kind.ExecutionCompleted, e.Timestamp);
                to.Byte((byte)e.Status);
                to.Text(e.Output);
                WriteFailure(to, e.Failure);
                break;
            case ContinuedAsNew e:
                to.Byte((byte)Kind.ContinuedAsNew);
                WriteStart(to, e.Start);
                to.Number(e.Carried.Count);
                foreach (EventRaised carried in e.Carried)
                {
                    Write(to, carried);
                }

                break;
            case ExecutionRewound e:
                Begin(to, Kind.ExecutionRewound, e.Timestamp);
                to.Text(e.Reason);
                WritePlaces(to, e.AskedAgain);
                WritePlaces(to, e.TakenBack);
                break;
            case RequestTakenBack e: Begin(to, Kind.RequestTakenBack, e.TaskId); to.Text(e.Name); to.Text(e.InstanceId); break;
            case EventTakenBack e: to.Byte((byte)Kind.EventTakenBack); to.Time(e.Timestamp); break;
            default: throw new ArgumentOutOfRangeException(nameof(item), item.GetType().Name, "An event without a binary form.");
        }
    }

    public static HistoryEvent Read(ref ByteReader from)
    {
        byte kind = from.Byte();
        return (Kind)kind switch
        {
            Kind.TurnStarted => new TurnStarted(from.Time()),
            Kind.ExecutionStarted => ReadStart(ref from),
            Kind.TaskScheduled => new TaskScheduled((int)from.Number(), from.Text(), from.OptionalText()),
            Kind.TaskCompleted => new TaskCompleted(from.Time(), (int)from.Number(), from.OptionalText()),
            Kind.TaskFailed => new TaskFailed(from.Time(), (int)from.Number(), ReadFailure(ref from)!),
            Kind.TimerCreated => new TimerCreated((int)from.Number(), from.Time()),
            Kind.TimerFired => new TimerFired(from.Time(), (int)from.Number(), from.Time()),
            Kind.TimerCanceled => new TimerCanceled((int)from.Number(), (int)from.Number()),
            Kind.SubOrchestrationCreated => new SubOrchestrationCreated(
                (int)from.Number(), from.Text(), from.Text(), from.OptionalText(), from.OptionalText()),
            Kind.SubOrchestrationCompleted => new SubOrchestrationCompleted(from.Time(), (int)from.Number(), from.OptionalText()),
            Kind.SubOrchestrationFailed => new SubOrchestrationFailed(from.Time(), (int)from.Number(), ReadFailure(ref from)!),
            Kind.EventSent => new EventSent((int)from.Number(), from.Text(), from.Text(), from.OptionalText()),
            Kind.EventRaised => new EventRaised(from.Time(), from.Text(), from.OptionalText()),
            Kind.ExecutionSuspended => new ExecutionSuspended(from.Time(), from.OptionalText()),
            Kind.ExecutionResumed => new ExecutionResumed(from.Time(), from.OptionalText()),
            Kind.ExecutionTerminated => new ExecutionTerminated(from.Time(), from.OptionalText()),
            Kind.ForeignAwaitDetected => new ForeignAwaitDetected(from.Time()),
            Kind.CustomStatusChanged => new CustomStatusChanged(from.OptionalText()),
            Kind.ExecutionCompleted => new ExecutionCompleted(from.Time(), (InstanceStatus)from.Byte(), from.OptionalText(), ReadFailure(ref from)),
            Kind.ContinuedAsNew => ReadContinuedAsNew(ref from),
            Kind.ExecutionRewound => new ExecutionRewound(from.Time(), from.OptionalText(), ReadPlaces(ref from), ReadPlaces(ref from)),
            Kind.RequestTakenBack => new RequestTakenBack((int)from.Number(), from.Text(), from.OptionalText()),
            Kind.EventTakenBack => new EventTakenBack(from.OptionalTime()),
            _ => throw new InvalidDataException($"The journal holds an event of kind {kind}, which this host does not know."),
        };
    }

    private static void Begin(ByteWriter to, Kind kind, DateTime time)
    {
        to.Byte((byte)kind);
        to.Time(time);
    }

    private static void Begin(ByteWriter to, Kind kind, int taskId)
    {
        to.Byte((byte)kind);
        to.Number(taskId);
    }

    private static void WriteStart(ByteWriter to, ExecutionStarted e)
    {
        Begin(to, Kind.ExecutionStarted, e.Timestamp);
        to.Text(e.Name);
        to.Text(e.Version);
        to.Text(e.Input);
        to.Text(e.Parent?.InstanceId);
        if (e.Parent is not null)
        {
            to.Text(e.Parent.Name);
            to.Number(e.Parent.TaskId);
        }

        to.Time(e.ScheduledStart);
        to.Number(e.Generation ?? -1);
        to.Number(e.Tags?.Count ?? 0);
        foreach ((string key, string value) in e.Tags ?? new Dictionary<string, string>())
        {
            to.Text(key);
            to.Text(value);
        }
    }

    private static ExecutionStarted ReadStart(ref ByteReader from)
    {
        DateTime timestamp = from.Time();
        string name = from.Text();
        string? version = from.OptionalText();
        string? input = from.OptionalText();
        string? parentId = from.OptionalText();
        ParentLink? parent = parentId is null ? null : new ParentLink(parentId, from.Text(), (int)from.Number());
        DateTime? scheduledStart = from.OptionalTime();
        long generation = from.Number();
        long tagCount = from.Number();
        Dictionary<string, string>? tags = tagCount == 0 ? null : [];
        for (long i = 0; i < tagCount; i++)
        {
            tags![from.Text()] = from.Text();
        }

        return new ExecutionStarted(timestamp, name, version, input, parent, scheduledStart, generation < 0 ? null : (int)generation, tags);
    }

    private static ContinuedAsNew ReadContinuedAsNew(ref ByteReader from)
    {
        ExecutionStarted start = (ExecutionStarted)Read(ref from);
        EventRaised[] carried = new EventRaised[from.Number()];
        for (int i = 0; i < carried.Length; i++)
        {
            carried[i] = (EventRaised)Read(ref from);
        }

        return new ContinuedAsNew(start, carried);
    }

    private static void WritePlaces(ByteWriter to, IReadOnlyList<int> places)
    {
        to.Number(places.Count);
        foreach (int place in places)
        {
            to.Number(place);
        }
    }

    private static int[] ReadPlaces(ref ByteReader from)
    {
        int[] places = new int[from.Number()];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (int)from.Number();
        }

        return places;
    }

    public static void WriteFailure(ByteWriter to, TaskFailureDetails? failure)
    {
        to.Text(failure?.ErrorType);
        if (failure is not null)
        {
            to.Text(failure.ErrorMessage);
            to.Text(failure.StackTrace);
            WriteFailure(to, failure.InnerFailure);
        }
    }

    public static TaskFailureDetails? ReadFailure(ref ByteReader from)
    {
        string? type = from.OptionalText();
        return type is null ? null : new TaskFailureDetails(type, from.Text(), from.OptionalText(), ReadFailure(ref from), null);
    }
}
