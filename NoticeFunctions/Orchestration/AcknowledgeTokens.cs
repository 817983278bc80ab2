using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Orchestration;

/// <summary>Who acknowledges what.</summary>
/// <param name="Key">The notice.</param>
/// <param name="Recipient">The recipient's position.</param>
internal sealed record Acknowledger(NoticeKey Key, int Recipient);

/// <summary>
/// The tokens in acknowledgement links: short enough for an SMS, good for one notice, one recipient and one purpose, and only for a while. Signed with HMAC-SHA256 (128 bits
/// of it) under a key derived from <c>Records:AddressKey</c> (HKDF, RFC 5869) for nothing else.
/// </summary>
internal sealed class AcknowledgeTokens(IOptions<RecordsOptions> options, TimeProvider time)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int IdLength = 16;
    private const int HeadLength = IdLength + 4 + 4;
    private const int SignatureLength = 16;
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromBase64String(options.Value.AddressKey), 32, info: "notice acknowledge link 1"u8.ToArray());

    /// <summary>A token, good from now on for <see cref="Lifetime"/>.</summary>
    public string Make(NoticeKey notice, int recipient)
    {
        byte[] application = Encoding.UTF8.GetBytes(notice.Application);
        byte[] signed = new byte[HeadLength + application.Length];
        Convert.FromHexString(notice.Id).CopyTo(signed, 0);
        BinaryPrimitives.WriteInt32BigEndian(signed.AsSpan(IdLength), recipient);
        BinaryPrimitives.WriteUInt32BigEndian(signed.AsSpan(IdLength + 4), (uint)(time.GetUtcNow() + Lifetime).ToUnixTimeSeconds());
        application.CopyTo(signed, HeadLength);
        return Base64Url.EncodeToString([.. signed, .. Sign(signed)]);
    }

    /// <summary>Whom a token speaks for; null when it is none of ours, or no longer good.</summary>
    public Acknowledger? Read(string token)
    {
        if (!Base64Url.IsValid(token))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= HeadLength + SignatureLength)
        {
            return null;
        }

        ReadOnlySpan<byte> signed = bytes.AsSpan(..^SignatureLength);
        bool isOurs = CryptographicOperations.FixedTimeEquals(Sign(signed), bytes.AsSpan(^SignatureLength..));
        return isOurs && BinaryPrimitives.ReadUInt32BigEndian(signed[(IdLength + 4)..]) > time.GetUtcNow().ToUnixTimeSeconds()
            ? new Acknowledger(
                new NoticeKey(Encoding.UTF8.GetString(signed[HeadLength..]), Convert.ToHexStringLower(signed[..IdLength])),
                BinaryPrimitives.ReadInt32BigEndian(signed[IdLength..]))
            : null;
    }

    private byte[] Sign(ReadOnlySpan<byte> signed) => HMACSHA256.HashData(key, signed)[..SignatureLength];
}
