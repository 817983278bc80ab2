namespace NoticeFunctions.Notices;

/// <summary>How many deliveries on one channel ended in each status, over all occurrences; open ones are in none.</summary>
internal sealed record ChannelCounts(
    long Sent = 0,
    long Delivered = 0,
    long Bounced = 0,
    long Complained = 0,
    long Failed = 0,
    long Skipped = 0,
    long Uncertain = 0)
{
    /// <summary>These counts and one more delivery.</summary>
    public ChannelCounts Add(DeliveryStatus status) => Change(status, 1);

    /// <summary>These counts and one delivery less.</summary>
    public ChannelCounts Subtract(DeliveryStatus status) => Change(status, -1);

    /// <summary>Both counts together.</summary>
    public ChannelCounts Plus(ChannelCounts other) => new(
        Sent + other.Sent,
        Delivered + other.Delivered,
        Bounced + other.Bounced,
        Complained + other.Complained,
        Failed + other.Failed,
        Skipped + other.Skipped,
        Uncertain + other.Uncertain);

    /// <summary>How many a provider took, whatever came of them later: at least one makes an ended notice <see cref="NoticeStatus.Completed"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Accepted => Sent + Delivered + Bounced + Complained;

    private ChannelCounts Change(DeliveryStatus status, int by) => status switch
    {
        DeliveryStatus.Sent => this with { Sent = Sent + by },
        DeliveryStatus.Delivered => this with { Delivered = Delivered + by },
        DeliveryStatus.Bounced => this with { Bounced = Bounced + by },
        DeliveryStatus.Complained => this with { Complained = Complained + by },
        DeliveryStatus.Failed => this with { Failed = Failed + by },
        DeliveryStatus.Skipped => this with { Skipped = Skipped + by },
        DeliveryStatus.Uncertain => this with { Uncertain = Uncertain + by },
        DeliveryStatus.Sending => this,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };
}
