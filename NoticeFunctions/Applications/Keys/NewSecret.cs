using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NoticeFunctions.Applications.Keys;

/// <summary>Client secrets as the platform makes them.</summary>
internal static class NewSecret
{
    private const int Bytes = 32;
    private const int NameBytes = 8;

    /// <summary>A secret of 256 random bits, and the key that it is known by. It is nowhere else than in what this returns.</summary>
    public static (string Secret, ApplicationKey Key) Make(DateTimeOffset now)
    {
        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));
        return (secret, new ApplicationKey(id, now) { SecretHash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)) });
    }
}
