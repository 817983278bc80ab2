using System.Security.Cryptography;
using System.Text;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// The key that clients' tokens and the service's events are signed with. Made anew at each start: a client that outlives its host
/// negotiates again.
/// </summary>
internal sealed record HubAccessKey(string Value)
{
    private const int KeyBytes = 32;

    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Value);

    /// <summary>What tells this key from others in a token's header; says nothing of the key.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Value)).AsSpan(..4));

    public static HubAccessKey New() => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));

    /// <summary>Whether a header <c>X-ASRS-Signature</c>, of one signature or several, holds this key's of the connection.</summary>
    public bool HasSigned(string connectionId, string header)
    {
        byte[] expected = Encoding.ASCII.GetBytes($"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Bytes, Encoding.UTF8.GetBytes(connectionId)))}");
        return header.Split(',', StringSplitOptions.TrimEntries)
            .Any(shown => CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(shown)));
    }

    // A record would show its value wherever it is written.
    public override string ToString() => nameof(HubAccessKey);
}
