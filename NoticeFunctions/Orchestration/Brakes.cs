using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// The operator's brakes as this process knows them. They are asked for at every delivery, so they are kept for a moment: a brake that is pulled elsewhere holds here
/// <see cref="Freshness"/> later, and what was handed over by then goes out.
/// </summary>
internal sealed class Brakes(IBrakeStore store, TimeProvider time)
{
    /// <summary>How old an answer may be.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(30);
    private volatile Known? known;

    /// <summary>What holds all of a channel.</summary>
    public static string Of(Channel channel) => $"channel:{Names.Of(channel)}";

    /// <summary>What holds all of an application.</summary>
    public static string Of(string application) => $"application:{application}";

    /// <summary>When something that is held asks again: in half a minute or more, spread so that not all of it does at once.</summary>
    public static DateTimeOffset AskAgain(string noticeId, DateTimeOffset now) =>
        now + ShortestWait + TimeSpan.FromSeconds(Convert.ToInt32(noticeId[^2..], 16) % ShortestWait.Seconds);

    /// <summary>Those that are pulled.</summary>
    public async ValueTask<IReadOnlyList<Brake>> PulledAsync(CancellationToken cancellation)
    {
        if (known is { } recent && time.GetElapsedTime(recent.Since) < Freshness)
        {
            return recent.Pulled;
        }

        long since = time.GetTimestamp();
        IReadOnlyList<Brake> pulled = await store.ListAsync(cancellation);
        known = new Known(pulled, since);
        return pulled;
    }

    /// <summary>Those that hold a notice on one of these channels.</summary>
    public async ValueTask<IReadOnlyList<Brake>> HoldingAsync(Notice notice, IEnumerable<Channel> channels, CancellationToken cancellation)
    {
        IReadOnlyList<Brake> pulled = await PulledAsync(cancellation);
        return pulled.Count == 0 ? pulled : [.. pulled.Where(brake => brake.Target == Of(notice.Application) || channels.Any(channel => brake.Target == Of(channel)))];
    }

    /// <summary>Pulls a brake.</summary>
    public async Task PullAsync(Brake brake, CancellationToken cancellation)
    {
        await store.PullAsync(brake, cancellation);
        known = null;
    }

    /// <summary>Releases one.</summary>
    public async Task ReleaseAsync(string target, CancellationToken cancellation)
    {
        await store.ReleaseAsync(target, cancellation);
        known = null;
    }

    private sealed record Known(IReadOnlyList<Brake> Pulled, long Since);
}
