using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>What is sent to an instance that has not ended. It is durable when the call returns, which may be before it is heard.</summary>
internal sealed partial class DurableEngine
{
    public Task<Reply> RaiseEventAsync(string instanceId, string name, string? payload, CancellationToken cancellation) =>
        SendAsync(instanceId, new EventRaised(Now, name, payload), static _ => true, cancellation);

    public Task<Reply> TerminateAsync(string instanceId, string? output, CancellationToken cancellation) =>
        SendAsync(instanceId, new ExecutionTerminated(Now, output), static _ => true, cancellation);

    public Task<Reply> SuspendAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        SendAsync(instanceId, new ExecutionSuspended(Now, reason), static status => status != InstanceStatus.Suspended, cancellation);

    public Task<Reply> ResumeAsync(string instanceId, string? reason, CancellationToken cancellation) =>
        SendAsync(instanceId, new ExecutionResumed(Now, reason), static status => status == InstanceStatus.Suspended, cancellation);

    private async Task<Reply> SendAsync(
        string instanceId, IncomingEvent incoming, Func<InstanceStatus, bool> mayTake, CancellationToken cancellation)
    {
        if (!table.TryGet(instanceId, out OrchestrationInstance? instance))
        {
            return Reply.Unknown;
        }

        journal.Admit();
        Message message = new(table.NextMessageIds(), incoming);
        ByteWriter record = new();
        InstanceRecords.WriteMessage(record, instanceId, message);
        InstanceStatus status;
        long sequence;
        lock (instance.Gate)
        {
            if (instance.IsGone || instance.LastSequence == OrchestrationInstance.NotAppended)
            {
                return Reply.Unknown;
            }

            status = instance.Status;
            if (status.IsFinished())
            {
                return new Reply(MessageResult.Finished, status);
            }

            if (!mayTake(status))
            {
                return new Reply(MessageResult.WrongStatus, status);
            }

            sequence = journal.Append(record.Written, null);
            instance.LastSequence = sequence;
            instance.Receive(message);
            if (incoming is ExecutionTerminated)
            {
                instance.IsHeld = false;
            }

            turns.Schedule(instance);
        }

        await journal.CommittedAsync(sequence, cancellation);
        return new Reply(MessageResult.Done, status);
    }
}
