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
    public ChannelCounts Add(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Sent => this with { Sent = Sent + 1 },
        DeliveryStatus.Delivered => this with { Delivered = Delivered + 1 },
        DeliveryStatus.Bounced => this with { Bounced = Bounced + 1 },
        DeliveryStatus.Complained => this with { Complained = Complained + 1 },
        DeliveryStatus.Failed => this with { Failed = Failed + 1 },
        DeliveryStatus.Skipped => this with { Skipped = Skipped + 1 },
        DeliveryStatus.Uncertain => this with { Uncertain = Uncertain + 1 },
        DeliveryStatus.Sending => this,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };

    /// <summary>How many a provider took, whatever came of them later: at least one makes an ended notice <see cref="NoticeStatus.Completed"/>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Accepted => Sent + Delivered + Bounced + Complained;
}
