using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.LocalHost.Engine.Instances;

/// <summary>Waits until an instance has started, or has finished, durably.</summary>
internal sealed class StatusWaiter(Func<InstanceStatus, bool> awaited)
{
    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => reached.Task;

    /// <summary>The instance changed in a way that the waiter must look at itself.</summary>
    public void LookAgain() => reached.TrySetResult();

    /// <summary>Whether <paramref name="status"/> is what is awaited.</summary>
    public bool Observe(InstanceStatus status)
    {
        if (awaited(status))
        {
            reached.TrySetResult();
            return true;
        }

        return false;
    }
}
