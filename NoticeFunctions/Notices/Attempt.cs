using System.Text.Json.Serialization;

namespace NoticeFunctions.Notices;

/// <summary>One try of a delivery.</summary>
/// <param name="At">When the provider answered, or was given up.</param>
/// <param name="Provider">Who was asked.</param>
/// <param name="Result">How it ended.</param>
/// <param name="ProviderMessageId">The provider's own id for the message, once accepted.</param>
/// <param name="Error">What the provider said against it; no addresses, no secrets.</param>
internal sealed record Attempt(DateTimeOffset At, string Provider, AttemptResult Result, string? ProviderMessageId = null, string? Error = null)
{
    /// <summary>The channel configuration that the provider was opened with; null for the platform's own settings.</summary>
    public string? Configuration { get; init; }

    /// <summary>Whether the fallback was asked at once: this try and the next are of one round.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool FailedOver { get; init; }

    /// <summary>Of an accepted SMS: into how many segments networks split it, which is what its provider charges for.</summary>
    public int? Segments { get; init; }
}
