namespace NoticeFunctions.LocalHost.Engine.Recovery;

/// <summary>
/// Counts those who are between an append and its effect on the instances in memory, so that a snapshot can wait for all who were there
/// when it began, and for nobody who came later.
/// </summary>
internal sealed class Passage
{
    private readonly int[] inside = new int[2];
    private int side;

    /// <returns>What to give to <see cref="Leave"/>.</returns>
    public int Enter()
    {
        while (true)
        {
            int entered = Volatile.Read(ref side);
            Interlocked.Increment(ref inside[entered]);
            if (Volatile.Read(ref side) == entered)
            {
                return entered;
            }

            // The sides were changed in between: whoever waits may not have seen this one.
            Interlocked.Decrement(ref inside[entered]);
        }
    }

    public void Leave(int entered) => Interlocked.Decrement(ref inside[entered]);

    /// <summary>Returns when all who were inside at the call have left. One call at a time.</summary>
    public async Task EmptyAsync(CancellationToken cancellation)
    {
        int former = side;
        Interlocked.Exchange(ref side, 1 - former);
        while (Volatile.Read(ref inside[former]) > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
