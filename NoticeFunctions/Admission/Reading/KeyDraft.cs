using NoticeFunctions.Applications.Keys;

namespace NoticeFunctions.Admission.Reading;

/// <summary>A key as it was asked for.</summary>
internal sealed record KeyDraft
{
    /// <summary>The public key; null for a secret, which the platform makes.</summary>
    public ClientJwk? Jwk { get; init; }

    /// <summary>From when on it is good; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is good; null for good.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The <c>kid</c> of the key that it takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>How long that one stays good beside it.</summary>
    public TimeSpan Overlap { get; init; }
}
