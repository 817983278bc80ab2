using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>Why an address gets nothing more.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<SuppressionReason>))]
internal enum SuppressionReason
{
    /// <summary>Its recipient does not want what comes.</summary>
    Unsubscribed,

    /// <summary>There is no such mailbox, for good.</summary>
    Bounced,

    /// <summary>Its recipient reported what came as unwanted.</summary>
    Complained,
}
