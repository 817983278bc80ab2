using System.Runtime.CompilerServices;
using NoticeDemo.Client;

namespace NoticeDemo.Showcase;

/// <summary>Follows notices until all have ended.</summary>
internal static class Watch
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>What is known of the notices, again and again, the last time when all have ended or <paramref name="patience"/> is over.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Watched>> UntilEndedAsync(
        NoticeClient client,
        IReadOnlyList<Watched> notices,
        TimeSpan patience,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        long began = TimeProvider.System.GetTimestamp();
        yield return notices;
        while (notices.Any(notice => !notice.Heard.HasEnded) && TimeProvider.System.GetElapsedTime(began) < patience)
        {
            await Task.Delay(BetweenLooks, TimeProvider.System, cancellation);
            notices = await Task.WhenAll(notices.Select(notice =>
                notice.Heard.HasEnded ? Task.FromResult(notice) : LookAsync(client, notice, cancellation)));
            yield return notices;
        }
    }

    /// <summary>What is known of a notice now.</summary>
    public static async Task<Watched> LookAsync(NoticeClient client, Watched notice, CancellationToken cancellation)
    {
        // The notice first: once it has ended, its deliveries are all there.
        Notice heard = await client.GetAsync(notice.Heard.Id, cancellation);
        IReadOnlyList<Delivery> deliveries = await client.GetDeliveriesAsync(notice.Heard.Id, cancellation);
        return notice with { Heard = heard, Deliveries = [.. deliveries.OrderBy(delivery => delivery.Occurrence)] };
    }
}
