using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>An instance as a snapshot keeps it.</summary>
internal sealed partial class OrchestrationInstance
{
    private OrchestrationInstance(string id, ref ByteReader from)
    {
        Id = id;
        LastSequence = from.Number();
        Start = (ExecutionStarted)HistoryCodec.Read(ref from);
        Status = (InstanceStatus)from.Byte();
        CreatedAt = from.Time();
        UpdatedAt = from.Time();
        Output = from.OptionalText();
        CustomStatus = from.OptionalText();
        Failure = HistoryCodec.ReadFailure(ref from);
        history = from.Block().ToArray();
        historyLength = history.Length;
        for (long messages = from.Number(); messages > 0; messages--)
        {
            Receive(new Message(from.Number(), (IncomingEvent)HistoryCodec.Read(ref from)));
        }
    }

    /// <summary>Reads what <see cref="WriteState"/> wrote.</summary>
    public static OrchestrationInstance ReadState(string id, ref ByteReader from) => new(id, ref from);

    /// <summary>Writes the state without what its causes would repeat. Call it under the gate.</summary>
    public void WriteState(ByteWriter to)
    {
        to.Number(LastSequence);
        HistoryCodec.Write(to, Start);
        to.Byte((byte)Status);
        to.Time(CreatedAt);
        to.Time(UpdatedAt);
        to.Text(Output);
        to.Text(CustomStatus);
        HistoryCodec.WriteFailure(to, Failure);
        int block = to.BeginBlock();
        to.Bytes(History);
        to.EndBlock(block);

        // A turn that has taken messages and is not appended may never be.
        Message[] waiting = Status.IsFinished() ? [] : [.. inTurn.Concat(inbox).Where(message => message.Id != 0)];
        to.Number(waiting.Length);
        foreach (Message message in waiting)
        {
            to.Number(message.Id);
            HistoryCodec.Write(to, message.Event);
        }
    }

    /// <summary>At recovery: every decoded text is a new one, and all instances have the same few names.</summary>
    public void ShareNames(Func<string, string> shared) =>
        Start = Start with { Name = shared(Start.Name), Version = Start.Version is { } version ? shared(version) : null };

    /// <summary>At recovery: whether the message waits to be taken.</summary>
    public bool HasMessage(long id) => inbox.Exists(message => message.Id == id);

    /// <summary>At recovery: forgets messages that did not belong here.</summary>
    public void DropMessages(Func<long, bool> unwanted) => inbox.RemoveAll(message => unwanted(message.Id));
}
