using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>What a provider said to one delivery.</summary>
/// <param name="Result">Accepted, refused for now, refused for good, or cut off before anybody could tell.</param>
/// <param name="ProviderMessageId">The provider's id of an accepted message, where it has one.</param>
/// <param name="Error">Why it was refused: no addresses, no secrets.</param>
/// <param name="RetryAfter">The least time the provider wants to be left alone.</param>
internal sealed record ProviderOutcome(AttemptResult Result, string? ProviderMessageId = null, string? Error = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Of an accepted SMS: into how many segments networks split it.</summary>
    public int? Segments { get; init; }

    /// <summary>The provider took it.</summary>
    public static ProviderOutcome Accepted(string? providerMessageId = null) => new(AttemptResult.Accepted, providerMessageId);

    /// <summary>Not now.</summary>
    public static ProviderOutcome Transient(string error, TimeSpan? retryAfter = null) => new(AttemptResult.TransientFailure, Error: error, RetryAfter: retryAfter);

    /// <summary>Never.</summary>
    public static ProviderOutcome Permanent(string error) => new(AttemptResult.PermanentFailure, Error: error);

    /// <summary>It was handed over whole or in part, and the answer is missing: it may have gone out.</summary>
    public static ProviderOutcome Uncertain(string error) => new(AttemptResult.Uncertain, Error: error);
}
