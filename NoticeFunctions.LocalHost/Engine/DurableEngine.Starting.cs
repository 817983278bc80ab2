using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>How a new instance comes into the table and the journal.</summary>
internal sealed partial class DurableEngine
{
    /// <summary>
    /// Makes the instance, puts it into the table, in the place of another if that may be, and appends that it is there. Its generation tells
    /// how often its id was taken before.
    /// </summary>
    private (OrchestrationInstance Instance, long Sequence) AppendCreated(
        string instanceId, ExecutionStarted start, Func<InstanceStatus, bool> mayReplace)
    {
        long messageId = table.NextMessageIds();
        bool isFollowed = !(start.ScheduledStart > Now);
        int entered = passage.Enter();
        try
        {
            while (true)
            {
                bool isTaken = table.TryGet(instanceId, out OrchestrationInstance? present);
                Message started = new(messageId, isTaken ? start with { Generation = (present!.Start.Generation ?? 0) + 1 } : start);
                OrchestrationInstance instance = new(instanceId, started);

                // From before anybody can find it until it has its place: who is told that it is there must not be told next that it isn't.
                lock (instance.Gate)
                {
                    if (isTaken ? TryReplace(present!, instance, mayReplace) : table.TryAdd(instance))
                    {
                        ByteWriter record = new();
                        InstanceRecords.WriteCreated(record, instanceId, started);
                        return (instance, instance.LastSequence = journal.Append(record.Written, null, isFollowed));
                    }
                }
            }
        }
        finally
        {
            passage.Leave(entered);
        }
    }
}
