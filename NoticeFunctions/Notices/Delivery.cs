using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>One occurrence to one recipient on one channel.</summary>
/// <param name="NoticeId">The notice it is of.</param>
/// <param name="Occurrence">Numbered from 1.</param>
/// <param name="Channel">The way it goes.</param>
/// <param name="RecipientIndex">The recipient's position in <see cref="Notice.To"/>, from 0.</param>
/// <param name="Recipient">The address on that channel.</param>
/// <param name="Provider">Who carries it; null before the first attempt.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Attempts">Every try whose end is known, oldest first.</param>
/// <param name="RetryAt">When it will be tried again; only with <see cref="DeliveryStatus.Sending"/>.</param>
internal sealed record Delivery(
    string NoticeId,
    int Occurrence,
    Channel Channel,
    int RecipientIndex,
    string Recipient,
    string? Provider,
    DeliveryStatus Status,
    IReadOnlyList<Attempt> Attempts,
    DateTimeOffset? RetryAt = null)
{
    /// <summary>The channel configuration of whoever carries it; null for the platform's own settings.</summary>
    public string? Configuration { get; init; }

    /// <summary>When it is not worth delivering any more.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Why it was not sent (expired, acknowledged, cancelled), or what its provider said when it did not arrive.</summary>
    public string? Reason { get; init; }

    /// <summary>Where its recipient unsubscribes from what it is about, while it is being sent; null where that is no subscription. Never kept.</summary>
    [JsonIgnore]
    public string? UnsubscribeUrl { get; init; }

    /// <summary><c>{notice}-{occurrence}-{channel}-{recipient index}</c>: what makes a repeated delivery recognizable to provider, client and ledger.</summary>
    [JsonIgnore]
    public string Id => string.Create(null, $"{NoticeId}-{Occurrence}-{Names.Of(Channel)}-{RecipientIndex}");

    /// <summary>What tells it from the notice's other deliveries.</summary>
    [JsonIgnore]
    public (int Occurrence, Channel Channel, int RecipientIndex) Place => (Occurrence, Channel, RecipientIndex);

    /// <summary>How often it was tried, a provider and those that it fell back to at once counted as one.</summary>
    [JsonIgnore]
    public int Rounds
    {
        get
        {
            int rounds = 0;
            foreach (Attempt attempt in Attempts)
            {
                rounds += attempt.FailedOver ? 0 : 1;
            }

            return rounds;
        }
    }

    /// <summary>Whether it is no more than <see cref="Outline"/> has left of it.</summary>
    [JsonIgnore]
    public bool IsOutline { get; private init; }

    /// <summary>
    /// What a closing and its events need of a delivery that has an outcome, in as little memory as may be: of ten thousands, most say what the one before says. Not to be written.
    /// </summary>
    /// <param name="before">The outline before it, whose parts it shares where they are equal.</param>
    public Delivery Outline(Delivery? before)
    {
        IReadOnlyList<Attempt> latest = Attempts is [.., Attempt last] ? [last with { ProviderMessageId = null }] : [];
        return this with
        {
            NoticeId = before?.NoticeId ?? NoticeId,
            Recipient = "",
            Provider = Shared(before?.Provider, Provider),
            Attempts = before is not null && before.Attempts.SequenceEqual(latest) ? before.Attempts : latest,
            Configuration = Shared(before?.Configuration, Configuration),
            Reason = Shared(before?.Reason, Reason),
            IsOutline = true,
        };

        static string? Shared(string? before, string? own) => before == own ? before : own;
    }

    /// <summary>The delivery when it is deliberately not sent.</summary>
    public Delivery Skip(string reason) => this with { Status = DeliveryStatus.Skipped, RetryAt = null, Reason = reason };

    /// <summary>
    /// Whether later news may make it this. News comes repeated and out of order, so a delivery only ever goes on: from sent (or uncertain) to what came of it, and from
    /// delivered to complained.
    /// </summary>
    public bool MayBecome(DeliveryStatus later) => (Status, later) switch
    {
        (DeliveryStatus.Sent or DeliveryStatus.Uncertain, DeliveryStatus.Delivered or DeliveryStatus.Bounced or DeliveryStatus.Complained) => true,
        (DeliveryStatus.Delivered, DeliveryStatus.Complained) => true,
        _ => false,
    };

    /// <summary>Whether nothing more is tried.</summary>
    [JsonIgnore]
    public bool IsFinal => Status != DeliveryStatus.Sending;

    /// <summary>Whether it was handed to a provider and no answer is recorded: read back from the ledger, this means a crash in between.</summary>
    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Provider))]
    public bool IsInFlight => Status == DeliveryStatus.Sending && RetryAt is null && Provider is not null;
}
