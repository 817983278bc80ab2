using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>
/// The journal's records: what happens to instances. Each begins with its length, so that a reader can pass over one without knowing
/// its members; what one call of the journal's append holds is committed together.
/// </summary>
internal static class InstanceRecords
{
    private enum Kind : byte
    {
        Created = 1,
        MessageReceived = 2,
        TurnTaken = 3,
        Purged = 4,

        // In snapshots.
        State = 64,
        MessageIds = 65,
    }

    public static void WriteCreated(ByteWriter to, string instanceId, Message started) => WriteWithMessage(to, Kind.Created, instanceId, started);

    public static void WriteMessage(ByteWriter to, string instanceId, Message message) => WriteWithMessage(to, Kind.MessageReceived, instanceId, message);

    public static void WritePurged(ByteWriter to, string instanceId)
    {
        int block = Begin(to, Kind.Purged, instanceId);
        to.EndBlock(block);
    }

    /// <summary>Writes a copy of the instance; false where it has no place in the order of commits, and so is not there yet or no more.</summary>
    public static bool WriteState(ByteWriter to, OrchestrationInstance instance)
    {
        lock (instance.Gate)
        {
            if (instance.IsGone || instance.LastSequence == OrchestrationInstance.NotAppended)
            {
                return false;
            }

            int block = Begin(to, Kind.State, instance.Id);
            instance.WriteState(to);
            to.EndBlock(block);
            return true;
        }
    }

    /// <summary>Writes the last id that was given to a message.</summary>
    public static void WriteMessageIds(ByteWriter to, long last)
    {
        int block = Begin(to, Kind.MessageIds, string.Empty);
        to.Number(last);
        to.EndBlock(block);
    }

    public static void WriteTurn(ByteWriter to, string instanceId, Turn turn)
    {
        int block = Begin(to, Kind.TurnTaken, instanceId);
        to.Time(turn.Time);
        to.Number(turn.NextMessageId);
        to.Number(turn.Incoming.Count);
        foreach (Message message in turn.Incoming)
        {
            to.Number(message.Id);
            if (message.Id == 0)
            {
                HistoryCodec.Write(to, message.Event);
            }
        }

        to.Number(turn.Results.Count);
        foreach (HistoryEvent result in turn.Results)
        {
            HistoryCodec.Write(to, result);
        }

        to.EndBlock(block);
    }

    /// <summary>Applies the records of a committed batch, in order.</summary>
    public static void Apply(ReadOnlyMemory<byte> batch, IInstanceRecordTarget target)
    {
        ByteReader reader = new(batch.Span);
        while (!reader.AtEnd)
        {
            ByteReader record = new(reader.Block());
            Kind kind = (Kind)record.Byte();
            string instanceId = record.Text();
            switch (kind)
            {
                case Kind.Created: target.Created(instanceId, ReadMessage(ref record)); break;
                case Kind.MessageReceived: target.Received(instanceId, ReadMessage(ref record)); break;
                case Kind.State: target.State(OrchestrationInstance.ReadState(instanceId, ref record)); break;
                case Kind.MessageIds: target.MessageIds(record.Number()); break;
                case Kind.TurnTaken when target.Passes(instanceId): PassTurn(ref record, instanceId, target); break;
                case Kind.TurnTaken: ApplyTurn(ref record, instanceId, target); break;
                case Kind.Purged: target.Purged(instanceId); break;
                default: throw new InvalidDataException($"The journal holds a record of kind {(byte)kind}, which this host does not know.");
            }
        }
    }

    private static void ApplyTurn(ref ByteReader record, string instanceId, IInstanceRecordTarget target)
    {
        DateTime time = record.Time();
        long nextMessageId = record.Number();
        Message[] incoming = new Message[record.Number()];
        for (int i = 0; i < incoming.Length; i++)
        {
            long id = record.Number();
            incoming[i] = new Message(id, id == 0 ? (IncomingEvent)HistoryCodec.Read(ref record) : target.TakeMessage(instanceId, id));
        }

        HistoryEvent[] results = new HistoryEvent[record.Number()];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = HistoryCodec.Read(ref record);
        }

        target.TurnTaken(instanceId, new Turn(time, incoming, results, nextMessageId));
    }

    /// <summary>A turn that has been applied already: only its messages are gone.</summary>
    private static void PassTurn(ref ByteReader record, string instanceId, IInstanceRecordTarget target)
    {
        _ = record.Time();
        _ = record.Number();
        for (long incoming = record.Number(); incoming > 0; incoming--)
        {
            long id = record.Number();
            if (id == 0)
            {
                _ = HistoryCodec.Read(ref record);
            }
            else
            {
                target.DropMessage(instanceId, id);
            }
        }
    }

    private static void WriteWithMessage(ByteWriter to, Kind kind, string instanceId, Message message)
    {
        int block = Begin(to, kind, instanceId);
        to.Number(message.Id);
        HistoryCodec.Write(to, message.Event);
        to.EndBlock(block);
    }

    private static Message ReadMessage(ref ByteReader record) => new(record.Number(), (IncomingEvent)HistoryCodec.Read(ref record));

    private static int Begin(ByteWriter to, Kind kind, string instanceId)
    {
        int block = to.BeginBlock();
        to.Byte((byte)kind);
        to.Text(instanceId);
        return block;
    }
}

/// <summary>Takes the journal's records at recovery.</summary>
internal interface IInstanceRecordTarget
{
    void Created(string instanceId, Message started);

    void Received(string instanceId, Message message);

    IncomingEvent TakeMessage(string instanceId, long messageId);

    void TurnTaken(string instanceId, Turn turn);

    /// <summary>Whether the instance is there with this turn already.</summary>
    bool Passes(string instanceId);

    /// <summary>A turn that is passed over has taken the message.</summary>
    void DropMessage(string instanceId, long messageId);

    void State(OrchestrationInstance instance);

    void MessageIds(long last);

    void Purged(string instanceId);
}
