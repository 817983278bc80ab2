using Microsoft.DurableTask;
using NoticeFunctions.LocalHost.Engine.Execution;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Scheduling;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>
/// An instance: its state, which is nothing but its committed (or just being committed) events applied in order, and what the running
/// host keeps beside it. State changes only under <see cref="Gate"/>.
/// </summary>
internal sealed partial class OrchestrationInstance
{
    public const long NotAppended = long.MaxValue;
    private static readonly byte[] NoHistory = [];

    // Never added to: most instances wait, with nothing in their inbox.
    private static readonly List<Message> NoMessages = [];
    private List<Message> inbox = NoMessages;
    private byte[] history = NoHistory;
    private int historyLength;
    private Message[] inTurn = [];

    public OrchestrationInstance(string id, Message started)
    {
        Id = id;
        ExecutionStarted start = (ExecutionStarted)started.Event;
        Start = start with { Input = null };
        CreatedAt = start.Timestamp;
        UpdatedAt = start.Timestamp;
        Receive(started);
    }

    /// <summary>The instance itself: there may be hundreds of thousands, each with a lock of its own.</summary>
    public object Gate => this;

    public string Id { get; }

    /// <summary>How the present generation began; its input stands in the history only.</summary>
    public ExecutionStarted Start { get; private set; }

    public InstanceStatus Status { get; private set; } = InstanceStatus.Pending;

    public DateTime CreatedAt { get; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>JSON, or for a failed instance the error's type and message.</summary>
    public string? Output { get; private set; }

    public string? CustomStatus { get; private set; }

    public TaskFailureDetails? Failure { get; private set; }

    /// <summary>Counts the generations in this host's life, so that a timer of an earlier one is known.</summary>
    public int Generation { get; private set; }

    /// <summary>The journal's place of the last change: readers wait for it. <see cref="NotAppended"/> until it has one.</summary>
    public long LastSequence { get; set; } = NotAppended;

    /// <summary>Another instance took this id, or it was purged: nothing may happen to it any more.</summary>
    public bool IsGone { get; set; }

    /// <summary>A delayed start: messages wait until its timer has fired.</summary>
    public bool IsHeld { get; set; }

    public bool CanTakeTurn => inbox.Count > 0 && !IsHeld && !IsGone;

    public ReadOnlySpan<byte> History => history.AsSpan(0, historyLength);

    /// <summary>The code between its awaits, while it is kept in memory. Touched only within a turn.</summary>
    public OrchestrationSession? Session { get; set; }

    /// <summary>Armed timers, the newest first.</summary>
    public TimerEntry? Timers { get; set; }

    public TurnState TurnState { get; set; }

    /// <summary>Those who wait for a status; null while nobody does.</summary>
    public List<StatusWaiter>? Waiters { get; set; }

    public void Receive(Message message)
    {
        if (ReferenceEquals(inbox, NoMessages))
        {
            inbox = new List<Message>(1);
        }

        inbox.Add(message);
    }

    /// <summary>Takes all messages that wait, oldest first. Until the turn that they are taken for is applied, they still belong to the state.</summary>
    public Message[] TakeMessages()
    {
        inTurn = [.. inbox];
        inbox = NoMessages;
        return inTurn;
    }

    /// <summary>At recovery: the messages that a committed turn had taken.</summary>
    public IncomingEvent TakeMessage(long id)
    {
        int index = inbox.FindIndex(message => message.Id == id);
        if (index < 0)
        {
            throw new InvalidDataException($"A turn of instance '{Id}' takes message {id}, which the journal does not have before it.");
        }

        IncomingEvent taken = inbox[index].Event;
        inbox.RemoveAt(index);
        return taken;
    }

    /// <summary>Makes <paramref name="turn"/> part of the state: the same live and at recovery.</summary>
    public void Apply(Turn turn, ByteWriter scratch)
    {
        inTurn = [];
        UpdatedAt = turn.Time;
        if (Status == InstanceStatus.Pending)
        {
            Status = InstanceStatus.Running;
        }

        scratch.Clear();
        HistoryCodec.Write(scratch, new TurnStarted(turn.Time));
        foreach (Message message in turn.Incoming)
        {
            HistoryCodec.Write(scratch, message.Event);
            ApplyIncoming(message.Event);
        }

        foreach (HistoryEvent result in turn.Results)
        {
            if (result is ContinuedAsNew next)
            {
                Continue(next, turn.NextMessageId);
                return;
            }

            HistoryCodec.Write(scratch, result);
            ApplyResult(result);
        }

        AppendHistory(scratch.Written);
    }

    /// <summary>Makes a failed instance run again: its history is as the rewinding has it, and <paramref name="rewound"/> waits to be taken.</summary>
    public void Rewind(Message rewound)
    {
        ExecutionRewound e = (ExecutionRewound)rewound.Event;
        history = Rewinding.Rewrite(HistoryDump.Events(History), e);
        historyLength = history.Length;
        Status = InstanceStatus.Running;
        UpdatedAt = e.Timestamp;
        Output = null;
        Failure = null;
        Receive(rewound);
    }

    /// <summary>Drops the room that a growing history keeps in reserve.</summary>
    public void Compact()
    {
        if (history.Length > historyLength)
        {
            Array.Resize(ref history, historyLength);
        }

        if (inbox.Count == 0)
        {
            inbox = NoMessages;
        }
    }

    public InstanceSnapshot Snapshot(bool withPayloads)
    {
        string? input = withPayloads ? ReadInput() : null;
        return new InstanceSnapshot(
            Id, Start.Name, Status, CreatedAt, UpdatedAt, input, withPayloads ? Output : null, withPayloads ? CustomStatus : null, Failure, Start.Version, Start.Tags);
    }

    private void ApplyIncoming(IncomingEvent incoming)
    {
        switch (incoming)
        {
            case ExecutionSuspended e:
                Status = InstanceStatus.Suspended;
                Output = e.Reason;
                break;
            case ExecutionResumed e:
                Status = InstanceStatus.Running;
                Output = e.Reason;
                break;
        }
    }

    private void ApplyResult(HistoryEvent result)
    {
        switch (result)
        {
            case CustomStatusChanged e:
                CustomStatus = e.Status;
                break;
            case ExecutionCompleted e:
                Status = e.Status;
                Output = e.Failure is null ? e.Output : $"{e.Failure.ErrorType}: {e.Failure.ErrorMessage}";
                Failure = e.Failure;
                inbox = NoMessages;
                break;
        }
    }

    private void Continue(ContinuedAsNew next, long firstMessageId)
    {
        Generation++;
        Start = next.Start with { Input = null };
        history = NoHistory;
        historyLength = 0;
        Status = InstanceStatus.Running;
        List<Message> first = [new Message(firstMessageId, next.Start)];
        first.AddRange(next.Carried.Select((carried, index) => new Message(firstMessageId + 1 + index, carried)));
        first.AddRange(inbox);
        inbox = first;
    }

    private void AppendHistory(ReadOnlySpan<byte> events)
    {
        int length = historyLength + events.Length;
        if (history.Length < length)
        {
            // Exactly at first, since most instances take few turns; then by doubling.
            Array.Resize(ref history, historyLength == 0 ? length : Math.Max(length, history.Length * 2));
        }

        events.CopyTo(history.AsSpan(historyLength));
        historyLength = length;
    }

    private string? ReadInput()
    {
        foreach (Message message in inTurn.Concat(inbox))
        {
            if (message.Event is ExecutionStarted waiting)
            {
                return waiting.Input;
            }
        }

        ByteReader reader = new(History);
        while (!reader.AtEnd)
        {
            if (HistoryCodec.Read(ref reader) is ExecutionStarted started)
            {
                return started.Input;
            }
        }

        return null;
    }
}

/// <summary>Whether an instance's turn waits or runs: at most one at a time.</summary>
internal enum TurnState : byte
{
    Idle,
    Queued,
    Running,
}
