using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>
/// Locks the secret settings of configurations. Each is locked for its own place, so that what is copied from one configuration into another opens nothing there.
/// Its fingerprint tells whoever rotates a secret which one stands there: an HMAC under a key of the platform's own, of which nobody without that key can try out
/// guesses, and which is another for another owner.
/// </summary>
internal sealed class SettingSecrets(SecretBox box, IOptions<RecordsOptions> records)
{
    private const int FingerprintCharacters = 8;
    private static readonly byte[] Info = Encoding.UTF8.GetBytes("fingerprints of channel configurations");

    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(records.Value.AddressKey), outputLength: 32, info: Info);

    /// <summary>Locks a secret.</summary>
    /// <exception cref="RecordsUnavailableException">The key ring's storage is away.</exception>
    public LockedSecret Lock(string owner, Channel channel, string name, string setting, string secret) =>
        new(box.Lock(Purpose(owner, channel, name, setting), Encoding.UTF8.GetBytes(secret)), Fingerprint(owner, secret));

    /// <summary>All settings of a configuration as their provider takes them.</summary>
    /// <exception cref="CryptographicException">A secret is of another place, or of another platform's certificate.</exception>
    /// <exception cref="RecordsUnavailableException">The key ring's storage is away.</exception>
    public Dictionary<string, string> Open(ChannelConfiguration configuration)
    {
        Dictionary<string, string> settings = new(configuration.Settings, StringComparer.Ordinal);
        foreach ((string setting, LockedSecret secret) in configuration.Secrets)
        {
            string purpose = Purpose(configuration.Owner, configuration.Channel, configuration.Name, setting);
            settings[setting] = Encoding.UTF8.GetString(box.Unlock(purpose, secret.Locked));
        }

        return settings;
    }

    private string Fingerprint(string owner, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{owner}\0{secret}")))[..FingerprintCharacters];

    private static string Purpose(string owner, Channel channel, string name, string setting) => $"channel configuration {owner}/{Names.Of(channel)}/{name}/{setting}";
}
