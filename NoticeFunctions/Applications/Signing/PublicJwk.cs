namespace NoticeFunctions.Applications.Signing;

/// <summary>A public key of the platform as it is published (RFC 7517).</summary>
/// <param name="Kty">EC or RSA.</param>
/// <param name="Use">sig or enc.</param>
/// <param name="Alg">The one algorithm it is used with.</param>
/// <param name="Kid">Its name.</param>
internal sealed record PublicJwk(string Kty, string Use, string Alg, string Kid)
{
    /// <summary>EC: the curve.</summary>
    public string? Crv { get; init; }

    /// <summary>EC: the point, base64url.</summary>
    public string? X { get; init; }

    /// <inheritdoc cref="X"/>
    public string? Y { get; init; }

    /// <summary>RSA: the modulus, base64url.</summary>
    public string? N { get; init; }

    /// <summary>RSA: the exponent, base64url.</summary>
    public string? E { get; init; }
}

/// <summary>The platform's public keys (RFC 7517, section 5).</summary>
/// <param name="Keys">Of each use, the one to be used first.</param>
internal sealed record PublicJwks(IReadOnlyList<PublicJwk> Keys);
