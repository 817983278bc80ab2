using NoticeFunctions.Notices;

namespace NoticeFunctions.Records.Events;

/// <summary>What a provider tells of a delivery, whoever the provider is.</summary>
/// <param name="Id">The provider's own id of the event: what comes again has the same.</param>
/// <param name="Application">Whose delivery.</param>
/// <param name="Delivery">Which.</param>
/// <param name="Status">What became of it: delivered, bounced or complained.</param>
/// <param name="Reason">Why, without addresses.</param>
/// <param name="Suppresses">Why its address gets nothing more; null where it may.</param>
internal sealed record ProviderEvent(string Id, string Application, DeliveryId Delivery, DeliveryStatus Status, string? Reason = null, SuppressionReason? Suppresses = null)
{
    /// <summary>The notice.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public NoticeKey Key => new(Application, Delivery.NoticeId);
}

/// <summary>An event that came before its occurrence was closed.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">When it came.</param>
internal sealed record EarlyEvent(ProviderEvent Event, DateTimeOffset At);
