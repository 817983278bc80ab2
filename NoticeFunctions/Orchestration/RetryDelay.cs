namespace NoticeFunctions.Orchestration;

/// <summary>How long a delivery waits for its next attempt.</summary>
internal sealed class RetryDelay(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    // Beyond a day a provider's wish says no more than "not now".
    private static readonly TimeSpan LongestWish = TimeSpan.FromDays(1);

    /// <summary>2 s after the first attempt, doubling with every further one up to 5 minutes, 20 % more or less so that a herd spreads; never less than the provider wishes, up to a day.</summary>
    /// <param name="attempts">How many attempts there were, at least 1.</param>
    /// <param name="retryAfter">The provider's wish.</param>
    public TimeSpan After(int attempts, TimeSpan? retryAfter)
    {
        double seconds = First.TotalSeconds * Math.Pow(2, Math.Min(attempts - 1, 16)) * (0.8 + (0.4 * Draw()));
        TimeSpan delay = seconds < Longest.TotalSeconds ? TimeSpan.FromMilliseconds(Math.Ceiling(seconds * 1000)) : Longest;
        TimeSpan wish = retryAfter is { } asked && asked < LongestWish ? asked : retryAfter is null ? TimeSpan.Zero : LongestWish;
        return delay > wish ? delay : wish;
    }

    private double Draw()
    {
        // An instance of Random is not safe for threads, and activities run side by side.
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
