using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Applications.Keys;

/// <summary>An application's public key, as it was registered (RFC 7518, section 6).</summary>
/// <param name="Kty">EC or RSA.</param>
internal sealed record ClientJwk(string Kty)
{
    /// <summary>The <c>kty</c> of elliptic curves.</summary>
    public const string Ec = "EC";

    /// <summary>The <c>kty</c> of RSA.</summary>
    public const string Rsa = "RSA";

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

    /// <summary>What it may sign with (RFC 7518, section 3.1): a key is good for its own kind and nothing else (RFC 8725, section 3.1).</summary>
    public IReadOnlyList<string> Algorithms => (Kty, Crv) switch
    {
        (Rsa, _) => [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256],
        (Ec, "P-256") => [SecurityAlgorithms.EcdsaSha256],
        (Ec, "P-384") => [SecurityAlgorithms.EcdsaSha384],
        _ => [],
    };

    /// <summary>Its thumbprint (RFC 7638): the name that nobody but this key can have.</summary>
    public string Thumbprint() => Base64UrlEncoder.Encode(new JsonWebKey { Kty = Kty, Crv = Crv, X = X, Y = Y, N = N, E = E }.ComputeJwkThumbprint());

    /// <summary>The key as the library takes it. Whoever takes it disposes of it.</summary>
    /// <exception cref="CryptographicException">The numbers make no key: a point that is not on its curve.</exception>
    public AsymmetricAlgorithm Import() => Kty == Rsa
        ? RSA.Create(new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(N), Exponent = Base64UrlEncoder.DecodeBytes(E) })
        : ECDsa.Create(new ECParameters
        {
            Curve = Crv == "P-384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(X), Y = Base64UrlEncoder.DecodeBytes(Y) },
        });
}
