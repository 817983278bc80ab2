using System.Collections.Concurrent;

namespace NoticeFunctions.Applications.Registry;

/// <summary>
/// The applications of those who ask, kept for a moment. What is less than 2 s old is taken as it is; what is older is still taken, but read again meanwhile; from
/// 4 s on the asker waits for it. So a change is seen within 5 s, the common case waits for nothing, and nothing runs while nobody asks.
/// </summary>
internal sealed class ApplicationSnapshots(IApplicationStore store, BootstrapAdmin admin, TimeProvider time) : IApplications
{
    private const int Most = 10_000;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, Snapshot> snapshots = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation)
    {
        if (id == ApplicationIds.Admin)
        {
            return new(admin.Application);
        }

        if (!snapshots.TryGetValue(id, out Snapshot? known))
        {
            return new(ReadAsync(id, cancellation));
        }

        TimeSpan age = time.GetElapsedTime(known.ReadAt);
        if (age >= Stale)
        {
            return new(ReadAsync(id, cancellation));
        }

        if (age >= Fresh && known.TryBeginRefresh())
        {
            _ = RefreshAsync(id);
        }

        return new(known.Application);
    }

    private async Task<RegisteredApplication?> ReadAsync(string id, CancellationToken cancellation)
    {
        // Taken before the answer: what changes while it is on its way counts as unseen.
        long readAt = time.GetTimestamp();
        RegisteredApplication? application = await store.FindAsync(id, cancellation);
        if (snapshots.Count >= Most)
        {
            snapshots.Clear();
        }

        snapshots[id] = new(application, readAt);
        return application;
    }

    // Whoever meets a store that is away waits for it in time; here nobody waits.
    private async Task RefreshAsync(string id)
    {
        try
        {
            await ReadAsync(id, CancellationToken.None);
        }
        catch (Records.RecordsUnavailableException)
        {
        }
    }

    private sealed class Snapshot(RegisteredApplication? application, long readAt)
    {
        private int refreshing;

        public RegisteredApplication? Application => application;

        public long ReadAt => readAt;

        public bool TryBeginRefresh() => Interlocked.Exchange(ref refreshing, 1) == 0;
    }
}
