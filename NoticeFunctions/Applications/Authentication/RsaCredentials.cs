using System.Security.Cryptography;
using NoticeFunctions.Applications.Signing;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>
/// Knows a client by its id and secret, encrypted for the platform's public key: whoever stands between sees neither, and what he has recorded is of no use
/// to him, for it holds for five minutes and once.
/// </summary>
internal sealed class RsaCredentials(KeyRings rings, ClientSecrets secrets, UsedCredentials used, TimeProvider time)
{
    /// <summary>How old a credential may be.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    /// <summary>The application whose secret it holds. Every reason to refuse it gives the same answer, or the answers would help to decrypt (Manger's attack).</summary>
    /// <param name="clientId">What the request calls the client, if it does: it must be the same.</param>
    /// <param name="credential">The encrypted credential in base64url: anything at all.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<AuthenticationResult> AuthenticateAsync(string? clientId, string credential, CancellationToken cancellation)
    {
        if (await OpenAsync(credential, cancellation) is not { } opened || (clientId ?? opened.Id) != opened.Id)
        {
            return AuthenticationResult.Failed;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (opened.IssuedAt > now + Skew || opened.IssuedAt + Longest <= now)
        {
            return AuthenticationResult.Failed;
        }

        // Nobody but who knows the secret can use up a nonce.
        AuthenticationResult result = await secrets.AuthenticateAsync(opened.Id, opened.Secret, cancellation);
        return result.Application is { } application && !await used.TryUseAsync(application.Id, "nonce", opened.Nonce, opened.IssuedAt + Longest, cancellation)
            ? AuthenticationResult.Failed
            : result;
    }

    // Clients keep the published keys for a while: each that is still good is tried.
    private async Task<RsaCredential?> OpenAsync(string credential, CancellationToken cancellation)
    {
        RsaCredential? opened = null;
        foreach (PlatformKey key in await rings.Encryption.AllAsync(cancellation))
        {
            RSA rsa = (RSA)key.Key;
            byte[]? sealedUp = RsaCredential.Decode(credential, rsa.KeySize / 8);
            byte[] plain = new byte[rsa.KeySize / 8];
            if (sealedUp is not null && TryDecrypt(rsa, sealedUp, plain, out int length))
            {
                opened ??= RsaCredential.Read(plain.AsMemory(0, length));
            }

            CryptographicOperations.ZeroMemory(plain);
        }

        return opened;
    }

    private static bool TryDecrypt(RSA key, byte[] sealedUp, byte[] plain, out int length)
    {
        try
        {
            return key.TryDecrypt(sealedUp, plain, RSAEncryptionPadding.OaepSHA256, out length);
        }
        catch (CryptographicException)
        {
            length = 0;
            return false;
        }
    }
}
