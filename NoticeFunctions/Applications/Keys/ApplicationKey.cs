using System.Security.Cryptography;

namespace NoticeFunctions.Applications.Keys;

/// <summary>Something that an application may authenticate with: a secret or a public key, never both.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Created">When it was added.</param>
internal sealed record ApplicationKey(string Id, DateTimeOffset Created)
{
    /// <summary>From when on it is good; null for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is good; null for as long as it is there.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>A secret's SHA-256. The secret has 256 random bits, so no slower hash is needed; the secret itself is kept nowhere.</summary>
    public byte[]? SecretHash { get; init; }

    /// <summary>A public key.</summary>
    public ClientJwk? Jwk { get; init; }

    /// <summary>Whether it may be used at that instant.</summary>
    public bool IsGood(DateTimeOffset now) => !(NotBefore > now) && !(Expires <= now);

    /// <summary>Whether a secret is this one. It takes as long for any secret.</summary>
    /// <param name="hash">The secret's SHA-256.</param>
    public bool IsSecret(ReadOnlySpan<byte> hash) => SecretHash is { } own && CryptographicOperations.FixedTimeEquals(own, hash);
}
