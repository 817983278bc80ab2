using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>What became of a delivery.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DeliveryStatus>))]
internal enum DeliveryStatus
{
    /// <summary>In a provider's hands, or waiting for another attempt (<see cref="Delivery.RetryAt"/>): the one status that is not final.</summary>
    Sending,

    /// <summary>The provider accepted it.</summary>
    Sent,

    /// <summary>The provider says that it arrived.</summary>
    Delivered,

    /// <summary>The recipient's side refused it after the provider had accepted it.</summary>
    Bounced,

    /// <summary>The recipient reported it as unwanted.</summary>
    Complained,

    /// <summary>Refused for good, or every attempt used up.</summary>
    Failed,

    /// <summary>Deliberately not sent: expired, unsubscribed, cancelled in time.</summary>
    Skipped,

    /// <summary>In flight at a crash, or when the line to its provider broke, and not sent again: nobody can tell whether it went out.</summary>
    Uncertain,
}
