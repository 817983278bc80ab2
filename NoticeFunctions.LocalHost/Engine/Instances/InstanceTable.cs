using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>All instances of the host by their ids, which are case-sensitive; and how the journal's records rebuild them.</summary>
internal sealed class InstanceTable : IInstanceRecordTarget
{
    private readonly ConcurrentDictionary<string, OrchestrationInstance> instances = new(StringComparer.Ordinal);
    private readonly ByteWriter scratch = new();
    private long lastMessageId;

    public int Count => instances.Count;

    /// <summary>A snapshot of the table, in no order.</summary>
    public IEnumerable<OrchestrationInstance> All => instances.Values;

    public bool TryGet(string instanceId, [NotNullWhen(true)] out OrchestrationInstance? instance) => instances.TryGetValue(instanceId, out instance);

    public bool TryAdd(OrchestrationInstance instance) => instances.TryAdd(instance.Id, instance);

    public bool TryReplace(OrchestrationInstance present, OrchestrationInstance by) => instances.TryUpdate(by.Id, by, present);

    public void Remove(OrchestrationInstance instance) =>
        instances.TryRemove(new KeyValuePair<string, OrchestrationInstance>(instance.Id, instance));

    /// <summary>Reserves <paramref name="count"/> message ids and returns the first.</summary>
    public long NextMessageIds(int count = 1) => Interlocked.Add(ref lastMessageId, count) - count + 1;

    public void Created(string instanceId, Message started)
    {
        Saw(started.Id);
        instances[instanceId] = new OrchestrationInstance(instanceId, started) { LastSequence = 0 };
    }

    public void Received(string instanceId, Message message)
    {
        Saw(message.Id);

        // Nobody or nobody alive: it was lost when it came, too.
        if (instances.TryGetValue(instanceId, out OrchestrationInstance? instance) && !instance.Status.IsFinished())
        {
            instance.Receive(message);
        }
    }

    public IncomingEvent TakeMessage(string instanceId, long messageId) => Existing(instanceId).TakeMessage(messageId);

    public void TurnTaken(string instanceId, Turn turn)
    {
        if (turn.Results is [.., ContinuedAsNew next])
        {
            Saw(turn.NextMessageId + next.Carried.Count);
        }

        Existing(instanceId).Apply(turn, scratch);
    }

    public void Purged(string instanceId) => instances.TryRemove(instanceId, out _);

    private void Saw(long messageId) => lastMessageId = Math.Max(lastMessageId, messageId);

    private OrchestrationInstance Existing(string instanceId) =>
        instances.GetValueOrDefault(instanceId)
        ?? throw new InvalidDataException($"The journal has a turn of instance '{instanceId}' but not its beginning.");
}
