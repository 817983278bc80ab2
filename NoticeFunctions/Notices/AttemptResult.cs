using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>How one try of a delivery ended.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AttemptResult>))]
internal enum AttemptResult
{
    /// <summary>The provider took it.</summary>
    Accepted,

    /// <summary>Not now: busy, limited, unreachable. Another attempt may do.</summary>
    TransientFailure,

    /// <summary>Never: a bad address, a refused content. No other attempt is made.</summary>
    PermanentFailure,

    /// <summary>In flight when the platform went down, or the line before the provider had answered: it may have gone out.</summary>
    Uncertain,
}
