using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Lists a notice's deliveries. It needs no index: occurrence, channel and recipient say where each one is.</summary>
internal sealed class RedisDeliveryList(RecordReader records, RedisOccurrences occurrences)
{
    /// <inheritdoc cref="INoticeStore.GetDeliveriesAsync"/>
    public async Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation)
    {
        DeliveryPosition? start = continuation is null ? null : DeliveryPosition.Read(key, continuation);
        (NoticeRecord? found, IReadOnlyList<Delivery> beside) = await records.ReadWithDeliveriesAsync(key);
        if (found is not { } record)
        {
            return null;
        }

        List<Delivery> items = [];
        int examined = 0;
        foreach (DeliveryPosition[] places in DeliveryPosition.All(record, start).Chunk(limit + 1))
        {
            IEnumerable<RedisKey> keys = places.Select(place => RedisKeys.Delivery(key, place.Occurrence, place.Channel, place.RecipientIndex));
            items.AddRange(beside.Count > 0 ? Among(beside, places) : await occurrences.ReadAsync(keys));

            // One that is not closed may have none at all yet, and says nothing of those before it.
            examined += places.Count(place => place.Occurrence <= record.Progress.Occurrences);
            if (items.Count > limit)
            {
                Delivery last = items[limit - 1];
                return new(items[..limit], new DeliveryPosition(last.Occurrence, last.Channel, last.RecipientIndex).ToContinuation(key));
            }

            // Older occurrences expired before newer ones: where so many in a row are gone, all behind them are.
            if (examined >= RedisLimits.ExaminedPerPage)
            {
                return new(items, items.Count > 0 ? places[^1].ToContinuation(key) : null);
            }
        }

        return new(items, Continuation: null);
    }

    // Where some stand with the progress, all do.
    private static IEnumerable<Delivery> Among(IReadOnlyList<Delivery> beside, DeliveryPosition[] places) =>
        from place in places
        from delivery in beside
        where (delivery.Occurrence, delivery.Channel, delivery.RecipientIndex) == (place.Occurrence, place.Channel, place.RecipientIndex)
        select delivery;
}
