namespace NoticeFunctions.Applications.Keys;

/// <summary>An application's public key, as it was registered (RFC 7518, section 6).</summary>
/// <param name="Kty">EC or RSA.</param>
internal sealed record ClientJwk(string Kty)
{
    /// <summary>EC: P-256 or P-384.</summary>
    public string? Crv { get; init; }

    /// <summary>EC: the point, base64url.</summary>
    public string? X { get; init; }

    /// <inheritdoc cref="X"/>
    public string? Y { get; init; }

    /// <summary>RSA: the modulus of 2048 bits or more, base64url.</summary>
    public string? N { get; init; }

    /// <summary>RSA: the exponent, base64url.</summary>
    public string? E { get; init; }
}
