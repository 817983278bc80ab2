using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Records.Contract;

/// <summary>Notices and deliveries to try a store with.</summary>
internal static class Samples
{
    public const string Application = "orders";

    private static readonly DateTimeOffset Noon = new(2030, 5, 6, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A plain e-mail notice; its number decides id and, unless told, the millisecond of its creation.</summary>
    public static Notice Notice(int number, DateTimeOffset? created = null, string application = Application)
    {
        DateTimeOffset at = created ?? Noon.AddMilliseconds(number);
        return new(
            application,
            NoticeIds.FromIdempotencyKey("samples", $"{number}"),
            $"Order {number} shipped",
            new NoticeContent("It is on its way."),
            [new Recipient(Email: "ann@example.com")],
            [Channel.Email],
            Schedule: null,
            Priority.Normal,
            Category: null,
            Metadata: null,
            at,
            FirstDue: at,
            TraceParent: null);
    }

    /// <summary>A delivery of a notice's first occurrence, unless told otherwise.</summary>
    public static Delivery Delivery(Notice notice, int recipient = 0, DeliveryStatus status = DeliveryStatus.Sending, int occurrence = 1, Channel channel = Channel.Email, DateTimeOffset? retryAt = null) =>
        new(notice.Id, occurrence, channel, recipient, notice.To[recipient].AddressFor(channel)!, "sandbox", status, Attempts: [], retryAt);

    /// <summary>The change that ends a notice with this status.</summary>
    public static NoticeProgress Ended(this NoticeProgress before, NoticeStatus status, DateTimeOffset at) =>
        before with { Status = status, NextDue = null, Updated = at, Ended = at };
}
