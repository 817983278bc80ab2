using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications.Keys;

namespace NoticeFunctions.Admission.Answers;

/// <summary>An application's key as its administrators see it.</summary>
/// <param name="Kid">Its name: of a public key its thumbprint (RFC 7638).</param>
/// <param name="Kind">secret or publicKey.</param>
/// <param name="Status">waiting (for notBefore), active or expired.</param>
/// <param name="Created">When it was added.</param>
internal sealed record KeyAnswer(string Kid, string Kind, string Status, DateTimeOffset Created)
{
    /// <summary>From when on it is good; absent for at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is good; absent for good.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The public key.</summary>
    public ClientJwk? Jwk { get; init; }

    /// <summary>The secret: in the answer to its making, and never again.</summary>
    public string? Secret { get; init; }

    /// <summary>A key.</summary>
    public static KeyAnswer Of(ApplicationKey key, DateTimeOffset now) => new(
        key.Id,
        key.Jwk is null ? KeyReader.Secret : KeyReader.PublicKey,
        key.IsGood(now) ? "active" : key.Expires <= now ? "expired" : "waiting",
        key.Created)
    {
        NotBefore = key.NotBefore,
        Expires = key.Expires,
        Jwk = key.Jwk,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(KeyAnswer)} {Kid}";
}

/// <summary>An application's keys.</summary>
/// <param name="Items">Oldest first.</param>
internal sealed record KeysAnswer(IReadOnlyList<KeyAnswer> Items);
