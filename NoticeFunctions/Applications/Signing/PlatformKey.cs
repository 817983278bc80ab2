using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Applications.Signing;

/// <summary>A key of the platform's own, ready for use.</summary>
/// <param name="Id">Its <c>kid</c>: the thumbprint of its public part (RFC 7638).</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Created">When it was made.</param>
/// <param name="ActiveFrom">From when on it is used: after it has been published for a while.</param>
/// <param name="Key">The key with its private part.</param>
/// <param name="Public">The public part, as published.</param>
/// <param name="Security">The key as the library takes it.</param>
internal sealed record PlatformKey(
    string Id, KeyKind Kind, DateTimeOffset Created, DateTimeOffset ActiveFrom, AsymmetricAlgorithm Key, PublicJwk Public, SecurityKey Security)
{
    /// <summary>The key of a private part.</summary>
    public static PlatformKey Of(KeyKind kind, AsymmetricAlgorithm key, DateTimeOffset created, DateTimeOffset activeFrom)
    {
        JsonWebKey part = kind.PublicPart(key);
        string id = Base64UrlEncoder.Encode(part.ComputeJwkThumbprint());
        return new(id, kind, created, activeFrom, key, new PublicJwk(part.Kty, kind.Use, kind.Algorithm, id) { Crv = part.Crv, X = part.X, Y = part.Y, N = part.N, E = part.E }, kind.Wrap(key, id));
    }
}
