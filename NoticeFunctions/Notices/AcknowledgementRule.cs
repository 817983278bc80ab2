using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>Whose acknowledgement ends a notice that is to stop when it is acknowledged.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AcknowledgementRule>))]
internal enum AcknowledgementRule
{
    /// <summary>Anybody's.</summary>
    Any = 1,

    /// <summary>Every recipient's; who has acknowledged gets nothing more meanwhile.</summary>
    Each,
}
