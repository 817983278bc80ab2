using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>All instances of the host by their ids, which are case-sensitive.</summary>
internal sealed class InstanceTable
{
    private readonly ConcurrentDictionary<string, OrchestrationInstance> instances = new(StringComparer.Ordinal);
    private long lastMessageId;

    public int Count => instances.Count;

    /// <summary>All instances, one by one and in no order: what comes or goes meanwhile may be among them or not.</summary>
    public IEnumerable<OrchestrationInstance> Each => instances.Select(pair => pair.Value);

    public long LastMessageId => Interlocked.Read(ref lastMessageId);

    public bool TryGet(string instanceId, [NotNullWhen(true)] out OrchestrationInstance? instance) => instances.TryGetValue(instanceId, out instance);

    public bool TryAdd(OrchestrationInstance instance) => instances.TryAdd(instance.Id, instance);

    public bool TryReplace(OrchestrationInstance present, OrchestrationInstance by) => instances.TryUpdate(by.Id, by, present);

    public void Remove(OrchestrationInstance instance) =>
        instances.TryRemove(new KeyValuePair<string, OrchestrationInstance>(instance.Id, instance));

    /// <summary>Reserves <paramref name="count"/> message ids and returns the first.</summary>
    public long NextMessageIds(int count = 1) => Interlocked.Add(ref lastMessageId, count) - count + 1;

    /// <summary>At recovery: an instance as the journal has it, in the place of any other of its id.</summary>
    public void Restore(OrchestrationInstance instance) => instances[instance.Id] = instance;

    /// <summary>At recovery: an id that was given to a message.</summary>
    public void SawMessage(long messageId) => lastMessageId = Math.Max(lastMessageId, messageId);
}
