using NoticeFunctions.Records;

namespace NoticeFunctions.Limits;

/// <summary>
/// Holds an application to so many notices that are accepted and not ended. They are counted nowhere: how many there are is how many stand in the lists of those that have not
/// ended, so that no crash makes the count drift. What is read there is good for a second, and lets a tenth of what is free through before it is read again.
/// </summary>
/// <remarks>
/// It is exact for what one host lets through. Of what other hosts let through it learns within a second: together they may let more through than is free, each at most a tenth of that.
/// </remarks>
internal sealed class PendingQuota(string application, INoticeStore store, TimeProvider time)
{
    private const int Share = 10;
    private const int MostReadings = 100;

    // Where less is free than this, what this host has done in the last moments is waited for.
    private const long Plenty = 5000;

    private static readonly TimeSpan Good = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan GoodWhenFull = TimeSpan.FromMilliseconds(200);

    private readonly Lock gate = new();
    private Task reading = Task.CompletedTask;
    private long readAt;
    private int readFor = -1;
    private long grants;
    private long free;
    private bool full;
    private int entering;

    /// <summary>Whether one more may be accepted; then <see cref="Leave"/> is called once that has happened, or not.</summary>
    /// <exception cref="RecordsUnavailableException">It has to be read, and the store is away.</exception>
    public async ValueTask<bool> EnterAsync(int limit)
    {
        for (int readings = 0; readings < MostReadings; readings++)
        {
            Task read;
            lock (gate)
            {
                TimeSpan age = time.GetElapsedTime(readAt);
                if (readFor == limit && grants > 0 && age < Good)
                {
                    grants--;
                    entering++;
                    return true;
                }

                if (readFor == limit && full && age < GoodWhenFull)
                {
                    return false;
                }

                if (reading.IsCompleted)
                {
                    // Where there was plenty a moment ago, or nobody has looked yet, one goes ahead meanwhile and waits for nothing.
                    bool ahead = readFor < 0 || (readFor == limit && free > Plenty);
                    entering += ahead ? 1 : 0;
                    reading = ReadAsync(limit, exactly: (readFor == limit ? free : limit) <= Plenty);
                    _ = reading.ContinueWith(
                        static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                    if (ahead)
                    {
                        return true;
                    }
                }

                read = reading;
            }

            await read;
        }

        return false;
    }

    /// <summary>What <see cref="EnterAsync"/> let in is accepted by now, or is not going to be.</summary>
    public void Leave()
    {
        lock (gate)
        {
            entering--;
        }
    }

    /// <summary>Where the application stands.</summary>
    public QuotaState State(int limit)
    {
        lock (gate)
        {
            return new(QuotaState.PendingNotices, limit, Window: null, (int)Math.Clamp(free, 0, limit), Reset: null);
        }
    }

    // Called under the gate, and sends what it asks before its first wait.
    private async Task ReadAsync(int limit, bool exactly)
    {
        // Those that are just coming in may be in the lists already, or not yet. Who has come in since then has waited for this reading.
        int coming = entering;
        long now = time.GetTimestamp();
        long pending = await store.CountPendingAsync(application, exactly, CancellationToken.None);
        lock (gate)
        {
            free = limit - pending - coming;
            full = pending >= limit;
            grants = free <= 0 ? 0 : (free + Share - 1) / Share;
            (readAt, readFor) = (now, limit);
        }
    }
}
