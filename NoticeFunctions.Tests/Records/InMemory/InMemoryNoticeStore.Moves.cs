using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.InMemory;

internal sealed partial class InMemoryNoticeStore
{
    private readonly Dictionary<NoticeKey, HeardCounts> heard = [];

    public Task<IReadOnlyList<NoticeRecord>> FindOverdueAsync(TimeSpan by, CancellationToken cancellation) =>
        Locked(() => (IReadOnlyList<NoticeRecord>)[.. notices.Keys.Select(Find).OfType<NoticeRecord>().Where(record => record.IsOverdue(time.GetUtcNow() - by))]);

    // Nothing here happens at the same time as anything else, so there is nothing to wait for.
    public Task<DeliveryMove> MoveDeliveryAsync(string application, DeliveryId id, DeliveryStatus status, string? reason, CancellationToken cancellation) => Locked(() =>
    {
        NoticeKey key = new(application, id.NoticeId);
        var place = (key, id.Occurrence, id.Channel, id.RecipientIndex);
        if (Find(key) is not { } record || Find(place) is not { } delivery)
        {
            return DeliveryMove.Unknown;
        }

        if (!delivery.IsFinal)
        {
            return DeliveryMove.TooEarly;
        }

        if (!delivery.MayBecome(status))
        {
            return DeliveryMove.Unchanged;
        }

        deliveries[place] = deliveries[place] with { Value = delivery with { Status = status, Reason = reason } };
        if (delivery.Occurrence <= record.Recorded.Occurrences)
        {
            heard[key] = (heard.GetValueOrDefault(key) ?? HeardCounts.None).Move(id.Channel, delivery.Status, status);
        }

        return DeliveryMove.Moved;
    });
}
