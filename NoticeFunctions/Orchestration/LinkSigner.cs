using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Records;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// Signs what stands in links of messages, for one purpose and a time: short enough for an SMS. HMAC-SHA256 (128 bits of it) under a key derived from
/// <c>Records:AddressKey</c> (HKDF, RFC 5869) for that purpose and nothing else.
/// </summary>
/// <param name="options">The key that it is derived from.</param>
/// <param name="time">The clock.</param>
/// <param name="purpose">The purpose, with the version of what is signed.</param>
/// <param name="lifetime">How long a token is good.</param>
internal sealed class LinkSigner(IOptions<RecordsOptions> options, TimeProvider time, string purpose, TimeSpan lifetime)
{
    private const int ExpiryLength = 4;
    private const int SignatureLength = 16;
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(options.Value.AddressKey), 32, info: Encoding.UTF8.GetBytes(purpose));

    /// <summary>A token that holds this, good from now on.</summary>
    public string Sign(ReadOnlySpan<byte> content)
    {
        byte[] signed = new byte[ExpiryLength + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(signed, (uint)(time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
        content.CopyTo(signed.AsSpan(ExpiryLength));
        return Base64Url.EncodeToString([.. signed, .. SignatureOf(signed)]);
    }

    /// <summary>What a token holds; null when it is none of ours, or no longer good.</summary>
    public byte[]? Open(string token)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= ExpiryLength + SignatureLength)
        {
            return null;
        }

        ReadOnlySpan<byte> signed = bytes.AsSpan(..^SignatureLength);
        bool isOurs = CryptographicOperations.FixedTimeEquals(SignatureOf(signed), bytes.AsSpan(^SignatureLength..));
        return isOurs && BinaryPrimitives.ReadUInt32BigEndian(signed) > time.GetUtcNow().ToUnixTimeSeconds() ? signed[ExpiryLength..].ToArray() : null;
    }

    private byte[] SignatureOf(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, signed)[..SignatureLength];
}
