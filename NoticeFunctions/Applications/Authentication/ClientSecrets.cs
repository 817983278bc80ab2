using System.Security.Cryptography;
using System.Text;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>Knows a client by its secret.</summary>
internal sealed class ClientSecrets(Clients clients, TimeProvider time)
{
    // Nobody's: the hash of 32 bytes that were never written down.
    private static readonly ApplicationKey Decoy = new("", DateTimeOffset.UnixEpoch) { SecretHash = SHA256.HashData(RandomNumberGenerator.GetBytes(32)) };

    /// <summary>Compares a secret with each of the client's: every one is looked at, and one that is nobody's when there are none.</summary>
    public async Task<AuthenticationResult> AuthenticateAsync(string id, string secret, CancellationToken cancellation)
    {
        RegisteredApplication? application = await clients.FindAsync(id, cancellation);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        DateTimeOffset now = time.GetUtcNow();
        ApplicationKey? right = null;
        foreach (ApplicationKey key in application?.Keys ?? [Decoy])
        {
            right = key.IsSecret(hash) && key.IsGood(now) ? key : right;
        }

        return application is null || right is null ? AuthenticationResult.Failed : AuthenticationResult.By(application, right.Id);
    }
}
