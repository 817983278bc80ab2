using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>How a new instance comes into the table and the journal.</summary>
internal sealed partial class DurableEngine
{
    /// <summary>Puts the instance into the table, in the place of another if that may be, and appends that it is there.</summary>
    private long AppendCreated(OrchestrationInstance instance, Message started, Func<InstanceStatus, bool> mayReplace)
    {
        ByteWriter record = new();
        InstanceRecords.WriteCreated(record, instance.Id, started);
        int entered = passage.Enter();
        try
        {
            while (!table.TryAdd(instance))
            {
                if (table.TryGet(instance.Id, out OrchestrationInstance? present) && TryReplace(present, instance, mayReplace))
                {
                    break;
                }
            }

            lock (instance.Gate)
            {
                return instance.LastSequence = journal.Append(record.Written, null);
            }
        }
        finally
        {
            passage.Leave(entered);
        }
    }
}
