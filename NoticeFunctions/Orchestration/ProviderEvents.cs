using Microsoft.Extensions.Logging;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Events;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// Takes what providers tell of deliveries: each event once, in whatever order they come. Those that come before their occurrence is closed are kept, and taken by
/// the sweeper; so a provider is never asked to come again.
/// </summary>
internal sealed class ProviderEvents(INoticeStore store, IProviderEvents events, SuppressionList suppressions, TimeProvider time, ILogger<ProviderEvents> logger)
{
    /// <summary>How long an early event waits for its occurrence at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    private const int NoticesAtOnce = 16;

    /// <summary>Takes events. Throws <see cref="RecordsUnavailableException"/> when the records are away: then they may be taken again, as if they had not been.</summary>
    public async Task TakeAsync(IReadOnlyList<ProviderEvent> told, CancellationToken cancellation)
    {
        ProviderEvent[] distinct = [.. told.DistinctBy(one => (one.Application, one.Id))];
        IReadOnlyList<bool> taken = await events.AreTakenAsync(distinct, cancellation);
        ProviderEvent[] fresh = [.. distinct.Where((_, index) => !taken[index])];
        if (fresh.Length == 0)
        {
            return;
        }

        IReadOnlyList<ProviderEvent> early = await MoveAsync(fresh, cancellation);
        DateTimeOffset now = time.GetUtcNow();
        await events.KeepEarlyAsync([.. early.Select(one => new EarlyEvent(one, now))], now, cancellation);
        await events.MarkTakenAsync(fresh, cancellation);
        logger.EventsTaken(fresh.Length, distinct.Length - fresh.Length, early.Count);
    }

    /// <summary>Takes those that came too early, as far as their time has come.</summary>
    /// <param name="limit">How many of each application.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task TakeEarlyAsync(int limit, CancellationToken cancellation)
    {
        IReadOnlyList<EarlyEvent> waiting = await events.ListEarlyAsync(limit, cancellation);
        if (waiting.Count == 0)
        {
            return;
        }

        HashSet<ProviderEvent> early = [.. await MoveAsync([.. waiting.Select(one => one.Event)], cancellation)];
        DateTimeOffset now = time.GetUtcNow();
        ILookup<bool, EarlyEvent> isStillEarly = waiting.ToLookup(one => early.Contains(one.Event) && one.At > now - Patience);
        await events.KeepEarlyAsync([.. isStillEarly[true]], now, cancellation);
        await events.RemoveEarlyAsync([.. isStillEarly[false]], cancellation);
    }

    /// <summary>Moves deliveries, and returns the events whose time has not come.</summary>
    private async Task<IReadOnlyList<ProviderEvent>> MoveAsync(IReadOnlyList<ProviderEvent> told, CancellationToken cancellation)
    {
        List<ProviderEvent> early = [];
        foreach (IGrouping<NoticeKey, ProviderEvent>[] some in told.GroupBy(one => one.Key).Chunk(NoticesAtOnce))
        {
            IReadOnlyList<ProviderEvent>[] left = await Task.WhenAll(some.Select(notice => MoveAsync(notice.Key, notice, cancellation)));
            early.AddRange(left.SelectMany(one => one));
        }

        return early;
    }

    // One after the other: deliveries of one notice share its counts.
    private async Task<IReadOnlyList<ProviderEvent>> MoveAsync(NoticeKey key, IEnumerable<ProviderEvent> told, CancellationToken cancellation)
    {
        if (await store.GetAsync(key, cancellation) is not { } record)
        {
            return [];
        }

        List<ProviderEvent> early = [];
        foreach (ProviderEvent one in told)
        {
            bool isClosed = record.Recorded.HasEnded || one.Delivery.Occurrence <= record.Recorded.Occurrences;
            DeliveryMove move = isClosed ? await store.MoveDeliveryAsync(key.Application, one.Delivery, one.Status, one.Reason, cancellation) : DeliveryMove.TooEarly;
            if (move == DeliveryMove.TooEarly)
            {
                early.Add(one);
            }
            else if (move != DeliveryMove.Unknown)
            {
                await SuppressAsync(record.Notice, one, cancellation);
            }
        }

        return early;
    }

    private async Task SuppressAsync(Notice notice, ProviderEvent told, CancellationToken cancellation)
    {
        if (told.Suppresses is { } reason && notice.To.ElementAtOrDefault(told.Delivery.RecipientIndex)?.AddressFor(told.Delivery.Channel) is { } address)
        {
            SuppressionKey key = suppressions.KeyOf(notice.Application, told.Delivery.Channel, address, category: null);
            await suppressions.AddAsync(notice.Application, new Suppression(key, reason, time.GetUtcNow()), cancellation);
        }
    }
}
