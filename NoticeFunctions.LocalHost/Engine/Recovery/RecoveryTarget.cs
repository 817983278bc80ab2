using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Engine.Recovery;

/// <summary>Rebuilds the instances from a snapshot and from the records since it was begun.</summary>
/// <remarks>
/// A snapshot's instances are copied while work goes on, so some of the records that follow are in an instance's copy already. Of a
/// record that changes the instance itself, the copy tells it by its place in the order of commits, since these are appended and applied
/// under the instance's gate. Of a message it can't tell so; it is taken in when the copy doesn't have it, and goes again with the turn
/// that took it, or with whatever began the instance anew, when that one is passed over. An instance that a record names and nobody
/// knows was replaced or purged before it could be copied. All this ends with the last record that was there when the copying ended.
/// </remarks>
internal sealed class RecoveryTarget(InstanceTable table) : IJournalTarget, IInstanceRecordTarget
{
    private readonly ByteWriter scratch = new();
    private readonly Dictionary<string, HashSet<long>> tentative = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private long sequence;
    private long copiedUntil;

    public void Restore(ReadOnlyMemory<byte> snapshot) => InstanceRecords.Apply(snapshot, this);

    public void Restored(SnapshotSpan span) => copiedUntil = span.Ended;

    public void Apply(long place, ReadOnlyMemory<byte> records)
    {
        sequence = place;
        if (sequence > copiedUntil && tentative.Count > 0)
        {
            tentative.Clear();
        }

        InstanceRecords.Apply(records, this);
    }

    public void State(OrchestrationInstance instance) => Add(instance);

    public void MessageIds(long last) => table.SawMessage(last);

    public bool Passes(string instanceId) =>
        sequence <= copiedUntil && !(table.TryGet(instanceId, out OrchestrationInstance? instance) && sequence > instance.LastSequence);

    public void Created(string instanceId, Message started)
    {
        table.SawMessage(started.Id);
        if (sequence <= copiedUntil && table.TryGet(instanceId, out OrchestrationInstance? present) && sequence <= present.LastSequence)
        {
            ForgetTentative(instanceId);
            return;
        }

        Add(new OrchestrationInstance(instanceId, started) { LastSequence = sequence });
    }

    public void Received(string instanceId, Message message)
    {
        table.SawMessage(message.Id);

        if (message.Event is ExecutionRewound)
        {
            Rewound(instanceId, message);
            return;
        }

        // Nobody or nobody alive: it was lost when it came, too.
        if (!table.TryGet(instanceId, out OrchestrationInstance? instance) || instance.Status.IsFinished())
        {
            return;
        }

        if (sequence > copiedUntil)
        {
            instance.Receive(message);
        }
        else if (!instance.HasMessage(message.Id))
        {
            instance.Receive(message);
            if (!tentative.TryGetValue(instanceId, out HashSet<long>? ids))
            {
                tentative.Add(instanceId, ids = []);
            }

            ids.Add(message.Id);
        }
    }

    public IncomingEvent TakeMessage(string instanceId, long messageId) => Existing(instanceId).TakeMessage(messageId);

    public void DropMessage(string instanceId, long messageId)
    {
        if (table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            instance.DropMessages(id => id == messageId);
        }
    }

    public void TurnTaken(string instanceId, Turn turn)
    {
        if (turn.Results is [.., ContinuedAsNew next])
        {
            table.SawMessage(turn.NextMessageId + next.Carried.Count);
        }

        OrchestrationInstance instance = Existing(instanceId);
        instance.Apply(turn, scratch);
        instance.LastSequence = sequence;
        if (turn.Results is [.., ContinuedAsNew])
        {
            instance.ShareNames(Shared);
        }
    }

    public void Purged(string instanceId)
    {
        if (!table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            return;
        }

        if (sequence <= copiedUntil && sequence <= instance.LastSequence)
        {
            ForgetTentative(instanceId);
            return;
        }

        table.Remove(instance);
    }

    private void Add(OrchestrationInstance instance)
    {
        instance.ShareNames(Shared);
        table.Restore(instance);
    }

    private string Shared(string name)
    {
        if (names.TryGetValue(name, out string? shared))
        {
            return shared;
        }

        names.Add(name, name);
        return name;
    }

    /// <summary>Changes the instance itself, as a turn does.</summary>
    private void Rewound(string instanceId, Message message)
    {
        if (!Passes(instanceId) && table.TryGet(instanceId, out OrchestrationInstance? instance) && instance.Status == InstanceStatus.Failed)
        {
            instance.Rewind(message);
            instance.LastSequence = sequence;
        }
    }

    /// <summary>What was sent to another instance of this id, before the one that was copied.</summary>
    private void ForgetTentative(string instanceId)
    {
        if (tentative.Remove(instanceId, out HashSet<long>? ids) && table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            instance.DropMessages(ids.Contains);
        }
    }

    private OrchestrationInstance Existing(string instanceId) =>
        table.TryGet(instanceId, out OrchestrationInstance? instance)
            ? instance
            : throw new InvalidDataException($"The journal has a turn of instance '{instanceId}' but not its beginning.");
}
