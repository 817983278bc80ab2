namespace NoticeFunctions.Notices;

/// <summary>One try of a delivery.</summary>
/// <param name="At">When the provider answered, or was given up.</param>
/// <param name="Provider">Who was asked.</param>
/// <param name="Result">How it ended.</param>
/// <param name="ProviderMessageId">The provider's own id for the message, once accepted.</param>
/// <param name="Error">What the provider said against it; no addresses, no secrets.</param>
internal sealed record Attempt(DateTimeOffset At, string Provider, AttemptResult Result, string? ProviderMessageId = null, string? Error = null);
