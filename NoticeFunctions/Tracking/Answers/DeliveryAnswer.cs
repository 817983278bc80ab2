using System.Text.Json.Serialization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tracking;

/// <summary>One occurrence to one recipient on one channel.</summary>
/// <param name="Id">What provider and recipient see it by.</param>
/// <param name="Occurrence">Numbered from 1.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Provider">Who carries it.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Attempts">Every try, oldest first.</param>
/// <param name="RetryAt">When it is tried again.</param>
internal sealed record DeliveryAnswer(
    string Id,
    int Occurrence,
    Channel Channel,
    string Recipient,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Provider,
    DeliveryStatus Status,
    IReadOnlyList<Attempt> Attempts,
    DateTimeOffset? RetryAt)
{
    /// <summary>The channel configuration of whoever carries it; absent for the platform's own settings.</summary>
    public string? Configuration { get; init; }

    /// <summary>Why it was not sent, or why it bounced.</summary>
    public string? Reason { get; init; }

    /// <summary>Of an SMS that was accepted: into how many segments networks split it.</summary>
    public int? Segments { get; init; }

    /// <summary>The answer for a delivery.</summary>
    public static DeliveryAnswer Of(Delivery delivery) => new(
        delivery.Id, delivery.Occurrence, delivery.Channel, delivery.Recipient, delivery.Provider, delivery.Status, delivery.Attempts, delivery.RetryAt)
    {
        Configuration = delivery.Configuration,
        Reason = delivery.Reason,
        Segments = delivery.Attempts.LastOrDefault(attempt => attempt.Segments is not null)?.Segments,
    };
}
