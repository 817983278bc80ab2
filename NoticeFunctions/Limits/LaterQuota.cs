namespace NoticeFunctions.Limits;

/// <summary>Finds a place in a coming minute for what is over the limit of this one: it counts there like any other notice.</summary>
internal sealed class LaterQuota(string application, IMinuteCounter counter, TimeProvider time)
{
    /// <summary>How many minutes ahead there may be a place.</summary>
    public const int Minutes = 60;

    private long firstOpen;
    private int readFor;

    /// <summary>The beginning of the minute that has a place; null: none within an hour has.</summary>
    /// <exception cref="Records.RecordsUnavailableException">The store is away.</exception>
    public async Task<DateTimeOffset?> TakeAsync(int limit)
    {
        if (Interlocked.Exchange(ref readFor, limit) != limit)
        {
            Volatile.Write(ref firstOpen, 0);
        }

        long present = Minute.Of(time.GetUtcNow()).Number;
        for (long minute = Math.Max(Volatile.Read(ref firstOpen), present + 1); minute <= present + Minutes; minute++)
        {
            if (await counter.AddAsync(application, new Minute(minute), 1, TimeSpan.FromMinutes(minute - present)) <= limit)
            {
                return DateTimeOffset.FromUnixTimeSeconds(minute * 60);
            }

            Skip(minute + 1);
        }

        return null;
    }

    // Minutes that are known to be full need not be asked again.
    private void Skip(long minute)
    {
        for (long known = Volatile.Read(ref firstOpen); known < minute && Interlocked.CompareExchange(ref firstOpen, minute, known) != known;)
        {
            known = Volatile.Read(ref firstOpen);
        }
    }
}
