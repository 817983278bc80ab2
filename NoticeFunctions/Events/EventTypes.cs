using System.Globalization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Events;

/// <summary>The events that there are, each made from what the records say, so that a fact that is recorded twice is told as the same event.</summary>
internal static class EventTypes
{
    private const string Prefix = "notice.";

    /// <summary>A notice was accepted.</summary>
    public static NoticeEvent Accepted(Notice notice) => Of(notice.Key, "accepted", notice.Id, notice.Created, 0, About(notice) with
    {
        Status = Names.Of(NoticeProgress.Of(notice).Status),
        FirstDue = notice.FirstDue,
    });

    /// <summary>What a delivery has come to; null while it is under way, and where it was deliberately not sent.</summary>
    public static NoticeEvent? Delivered(NoticeKey key, Delivery delivery, DateTimeOffset now)
    {
        string? type = TypeOf(delivery.Status);
        DateTimeOffset at = delivery.Attempts.Count > 0 ? delivery.Attempts[^1].At : now;
        return type is null ? null : Of(key, type, delivery.Id, at, 1, About(key) with
        {
            Status = Names.Of(delivery.Status),
            DeliveryId = delivery.Id,
            Occurrence = delivery.Occurrence,
            Channel = Names.Of(delivery.Channel),
            Provider = delivery.Provider,
            Reason = delivery.Reason,
        });
    }

    /// <summary>What was heard of a delivery later.</summary>
    public static NoticeEvent? Heard(NoticeKey key, DeliveryId id, DeliveryStatus status, DateTimeOffset now)
    {
        return TypeOf(status) is not { } type ? null : Of(key, type, $"{id}", now, 2, About(key) with
        {
            Status = Names.Of(status),
            DeliveryId = $"{id}",
            Occurrence = id.Occurrence,
            Channel = Names.Of(id.Channel),
        });
    }

    /// <summary>Somebody has acknowledged a notice.</summary>
    public static NoticeEvent Acknowledged(Notice notice, NoticeControl control) =>
        Of(notice.Key, "acknowledged", string.Create(CultureInfo.InvariantCulture, $"{notice.Id}-{control.Version}"), control.At, 3, About(notice));

    /// <summary>A notice has ended.</summary>
    public static NoticeEvent Ended(Notice notice, NoticeProgress progress) =>
        Of(notice.Key, progress.Status == NoticeStatus.Cancelled ? "cancelled" : "completed", notice.Id, progress.Ended ?? progress.Updated, 9, About(notice) with
        {
            Status = Names.Of(progress.Status),
            Reason = progress.Reason,
            Occurrences = progress.Occurrences,
            Counts = progress.Counts,
        });

    private static string? TypeOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Sent => "delivery.sent",
        DeliveryStatus.Delivered => "delivery.delivered",
        DeliveryStatus.Failed or DeliveryStatus.Uncertain or DeliveryStatus.Bounced or DeliveryStatus.Complained => "delivery.failed",
        _ => null,
    };

    private static EventData About(NoticeKey key) => new(key.Id, key.Application);

    private static EventData About(Notice notice) => About(notice.Key) with { Category = notice.Category, Metadata = notice.Metadata };

    // Within a millisecond, facts of a notice come in the order of their ranks.
    private static NoticeEvent Of(NoticeKey key, string type, string whose, DateTimeOffset at, int rank, EventData data) => new(
        $"{whose}:{data.Status ?? type}:{type}",
        $"/applications/{key.Application}",
        Prefix + type,
        key.Id,
        at,
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():D13}-{rank}"),
        data);
}
