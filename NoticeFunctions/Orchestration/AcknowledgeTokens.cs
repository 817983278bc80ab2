using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Orchestration;

/// <summary>Who acknowledges what.</summary>
/// <param name="Key">The notice.</param>
/// <param name="Recipient">The recipient's position.</param>
internal sealed record Acknowledger(NoticeKey Key, int Recipient);

/// <summary>The tokens in acknowledgement links: good for one notice, one recipient and one purpose, and only for a while.</summary>
internal sealed class AcknowledgeTokens(IOptions<RecordsOptions> options, TimeProvider time)
{
    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private const int IdLength = 16;
    private const int HeadLength = IdLength + 4;
    private readonly LinkSigner signer = new(options, time, "notice acknowledge link 2", Lifetime);

    /// <summary>A token, good from now on for <see cref="Lifetime"/>.</summary>
    public string Make(NoticeKey notice, int recipient)
    {
        byte[] application = Encoding.UTF8.GetBytes(notice.Application);
        byte[] content = new byte[HeadLength + application.Length];
        Convert.FromHexString(notice.Id).CopyTo(content, 0);
        BinaryPrimitives.WriteInt32BigEndian(content.AsSpan(IdLength), recipient);
        application.CopyTo(content, HeadLength);
        return signer.Sign(content);
    }

    /// <summary>Whom a token speaks for; null when it is none of ours, or no longer good.</summary>
    public Acknowledger? Read(string token) =>
        signer.Open(token) is { Length: > HeadLength } content
            ? new Acknowledger(
                new NoticeKey(Encoding.UTF8.GetString(content.AsSpan(HeadLength)), Convert.ToHexStringLower(content.AsSpan(0, IdLength))),
                BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(IdLength)))
            : null;
}
