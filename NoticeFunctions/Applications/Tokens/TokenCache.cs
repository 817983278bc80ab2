using System.Collections.Concurrent;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>The tokens that were found good, by their digest: the tokens themselves are not kept. Only good ones get in, so no flood of bad ones pushes them out.</summary>
internal sealed class TokenCache
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<TokenDigest, TrustedToken> tokens = new();

    /// <summary>What is known of a token, if it has not expired.</summary>
    public TrustedToken? Find(TokenDigest digest, DateTimeOffset now) => tokens.TryGetValue(digest, out TrustedToken? known) && now < known.Until ? known : null;

    /// <summary>Keeps a good one.</summary>
    public void Add(TokenDigest digest, TrustedToken token, DateTimeOffset now)
    {
        if (tokens.Count >= Most)
        {
            MakeRoom(now);
        }

        tokens[digest] = token;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        foreach ((TokenDigest digest, TrustedToken token) in tokens)
        {
            if (token.Until <= now)
            {
                tokens.TryRemove(digest, out _);
            }
        }

        // They are all good: reading each once more is cheaper than keeping count of their use.
        if (tokens.Count >= Most)
        {
            tokens.Clear();
        }
    }
}

/// <summary>What a good token says.</summary>
/// <param name="Application">Whose it is.</param>
/// <param name="Scopes">What it allowed when it was issued.</param>
/// <param name="KeyId">The key that it was got with.</param>
/// <param name="Until">When it is over.</param>
internal sealed record TrustedToken(string Application, Scopes Scopes, string KeyId, DateTimeOffset Until);
