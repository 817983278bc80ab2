using System.Collections.Concurrent;

namespace NoticeFunctions.Records;

/// <summary>
/// What is asked for again and again, kept for a moment. What is less than 2 s old is taken as it is; what is older is still taken, but read again meanwhile; from
/// 4 s on the asker waits for it. So a change is seen within 5 s, the common case waits for nothing, and nothing runs while nobody asks.
/// </summary>
/// <param name="read">Reads what stands under a name, given what was read before if anything was; never twice at once for one name.</param>
/// <param name="time">The clock.</param>
internal sealed class Snapshots<T>(Func<string, T?, Task<T>> read, TimeProvider time)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(4);

    private readonly Func<string, T?, Task<T>> read = read;
    private readonly TimeProvider time = time;
    private readonly ConcurrentDictionary<string, Place> places = new(StringComparer.Ordinal);

    /// <summary>What stands under a name.</summary>
    /// <exception cref="RecordsUnavailableException">It is not at hand, and can't be read.</exception>
    public ValueTask<T> FindAsync(string name, CancellationToken cancellation)
    {
        if (!places.TryGetValue(name, out Place? place))
        {
            place = Add(name);
        }

        Snapshot? known = place.Known;
        TimeSpan age = known is null ? Stale : time.GetElapsedTime(known.ReadAt);
        if (age >= Stale)
        {
            (Task<T> reading, _) = place.Read();
            return new(reading.WaitAsync(cancellation));
        }

        if (age >= Fresh && place.Read() is (var refreshing, true))
        {
            _ = RefreshAsync(refreshing);
        }

        return new(known!.Value);
    }

    /// <summary>Takes note that something has changed under a name: whoever asks next waits for it to be read again.</summary>
    public void Outdate(string name)
    {
        if (places.TryGetValue(name, out Place? place))
        {
            place.Outdate();
        }
    }

    private Place Add(string name)
    {
        if (places.Count >= Most)
        {
            places.Clear();
        }

        return places.GetOrAdd(name, static (one, all) => new Place(one, all), this);
    }

    // Whoever meets a store that is away waits for it in time; here nobody waits.
    private static async Task RefreshAsync(Task<T> reading)
    {
        try
        {
            await reading;
        }
        catch (RecordsUnavailableException)
        {
        }
    }

    private sealed record Snapshot(T Value, long ReadAt);

    private sealed class Place(string name, Snapshots<T> all)
    {
        private readonly Lock gate = new();
        private volatile Snapshot? known;
        private Task<T>? reading;
        private T? before;
        private bool isOutdated;

        public Snapshot? Known => known;

        /// <summary>The reading that is under way, or a new one.</summary>
        public (Task<T> Reading, bool IsNew) Read()
        {
            lock (gate)
            {
                if (reading is { IsCompleted: false } && !isOutdated)
                {
                    return (reading, IsNew: false);
                }

                // Others join it, so nobody's patience ends it.
                isOutdated = false;
                reading = ReadAsync(reading);
                return (reading, IsNew: true);
            }
        }

        public void Outdate()
        {
            lock (gate)
            {
                isOutdated = true;
                known = null;
            }
        }

        private async Task<T> ReadAsync(Task<T>? previous)
        {
            if (previous is { IsCompleted: false })
            {
                // How it ends is the business of those who wait for it.
                await Task.WhenAny(previous);
            }

            // Taken before the answer: what changes while it is on its way counts as unseen.
            long readAt = all.time.GetTimestamp();
            T value = await all.read(name, before);
            lock (gate)
            {
                before = value;
                known = isOutdated ? null : new Snapshot(value, readAt);
            }

            return value;
        }
    }
}
