namespace NoticeFunctions.Limits;

/// <summary>
/// Lets so many of an application's notices through in a minute. All hosts draw numbers from one counter, each a block at a time, and whatever has a number within the
/// limit goes through: so no notice waits for a round trip of its own, never do more go through than the limit, and another limit holds from the next notice on.
/// </summary>
/// <remarks>
/// A host that has used up its numbers lets one notice through while it draws the next, so that this one waits for nothing either. Its number is the first of those that
/// come; if that lies beyond the limit, it was the one too many, and the host's last: so there are at most as many too many as there are hosts. What a host has
/// drawn and does not use is lost to the others until the minute is over: a hundredth of the limit at most.
/// </remarks>
internal sealed class MinuteQuota(string application, IMinuteCounter counter, TimeProvider time)
{
    private const int Share = 100;
    private const int LargestBlock = 1000;

    private readonly Lock gate = new();
    private readonly Stack<MinutePlace> returned = new();
    private readonly List<MinutePlace> promised = [];
    private Minute minute;
    private Task drawing = Task.CompletedTask;

    // The numbers that this host holds, and the last that it knows to be given to anybody.
    private long next = 1;
    private long last;

    /// <summary>A place within the limit; null: there is none left in this minute. Mostly it is at hand.</summary>
    /// <exception cref="Records.RecordsUnavailableException">It has to be drawn, and the store is away.</exception>
    public async ValueTask<MinutePlace?> TakeAsync(int limit)
    {
        while (true)
        {
            Task draw;
            lock (gate)
            {
                Turn();
                if (Take(limit) is { } place)
                {
                    return place;
                }

                if (last >= limit)
                {
                    return null;
                }

                if (drawing.IsCompleted)
                {
                    return Promise(limit);
                }

                draw = drawing;
            }

            await draw;
        }
    }

    /// <summary>Takes a place back that was not needed after all.</summary>
    public void GiveBack(MinutePlace place)
    {
        lock (gate)
        {
            if (place.Minute == minute && !promised.Remove(place))
            {
                returned.Push(place);
            }
        }
    }

    /// <summary>Where the application stands.</summary>
    public QuotaState State(int limit)
    {
        lock (gate)
        {
            Turn();
            long left = limit - next + 1 - promised.Count + returned.Count;
            return new(QuotaState.NoticesPerMinute, limit, TimeSpan.FromMinutes(1), (int)Math.Clamp(left, 0, limit), minute.Rest(time.GetUtcNow()));
        }
    }

    private void Turn()
    {
        Minute present = Minute.Of(time.GetUtcNow());
        if (present != minute)
        {
            (minute, next, last, drawing) = (present, 1, 0, Task.CompletedTask);
            returned.Clear();
            promised.Clear();
        }
    }

    private MinutePlace? Take(int limit)
    {
        if (returned.TryPeek(out MinutePlace? place) && place.Number <= limit)
        {
            return returned.Pop();
        }

        return next <= last && next <= limit ? new MinutePlace(minute) { Number = next++ } : null;
    }

    private MinutePlace Promise(int limit)
    {
        MinutePlace place = new(minute);
        promised.Add(place);
        drawing = DrawAsync(Math.Clamp(limit / Share, 1, LargestBlock) - 1 + promised.Count);

        // Who waits for it hears of its failure; there may be nobody.
        _ = drawing.ContinueWith(
            static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return place;
    }

    private async Task DrawAsync(int count)
    {
        Minute asked = minute;
        long total = await counter.AddAsync(application, asked, count);
        lock (gate)
        {
            if (asked != minute)
            {
                return;
            }

            (next, last) = (total - count + 1, total);
            foreach (MinutePlace place in promised)
            {
                place.Number = next++;
            }

            promised.Clear();
        }
    }
}
