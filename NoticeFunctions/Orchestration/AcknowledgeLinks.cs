using System.Text.Encodings.Web;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>Puts a link into a message by which its recipient acknowledges it, where the notice waits for that.</summary>
internal sealed class AcknowledgeLinks(AcknowledgeTokens tokens)
{
    /// <summary>Whether each recipient's message on a channel is another, because it holds a link of its own.</summary>
    public static bool AreIn(Notice notice, Channel channel) =>
        notice is { StopWhenAcknowledged: not null, LinkBase: not null } && (channel is Channel.Email or Channel.Sms);

    /// <summary>The notice as one recipient gets it.</summary>
    public Notice For(Notice notice, Delivery delivery)
    {
        string url = $"{notice.LinkBase}/a/{tokens.Make(notice.Key, delivery.RecipientIndex)}";
        NoticeContent content = notice.Content;
        return notice with
        {
            Content = content with
            {
                Text = $"{content.Text}\n\nAcknowledge: {url}",
                Html = content.Html is { } html ? $"{html}<p><a href=\"{HtmlEncoder.Default.Encode(url)}\">Acknowledge</a></p>" : null,
                Sms = content.Sms is { } sms ? $"{sms}\n{url}" : null,
            },
        };
    }
}
