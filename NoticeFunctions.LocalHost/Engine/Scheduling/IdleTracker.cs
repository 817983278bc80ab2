namespace NoticeFunctions.LocalHost.Engine.Scheduling;

/// <summary>
/// Counts the work that is under way: queued turns, running activities, uncommitted records. Whoever starts new work enters before
/// the old exits, so zero means that only a timer or the outside can move anything.
/// </summary>
internal sealed class IdleTracker
{
    private readonly Lock gate = new();
    private readonly List<TaskCompletionSource> waiters = [];
    private long underWay;

    public void Enter() => Interlocked.Increment(ref underWay);

    public void Exit(int count = 1)
    {
        if (Interlocked.Add(ref underWay, -count) != 0)
        {
            return;
        }

        TaskCompletionSource[] released;
        lock (gate)
        {
            if (waiters.Count == 0 || Interlocked.Read(ref underWay) != 0)
            {
                return;
            }

            released = [.. waiters];
            waiters.Clear();
        }

        foreach (TaskCompletionSource waiter in released)
        {
            waiter.SetResult();
        }
    }

    /// <summary>Completes when nothing is under way. More may have begun by the time the caller goes on.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        TaskCompletionSource waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (Interlocked.Read(ref underWay) == 0)
            {
                return Task.CompletedTask;
            }

            waiters.Add(waiter);
        }

        // The last exit may have come between the check and the add.
        Enter();
        Exit();
        return waiter.Task.WaitAsync(cancellation);
    }
}
