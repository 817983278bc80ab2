using MimeKit;
using MimeKit.Text;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>Writes a mail (RFC 5322, MIME): one for each recipient, so that none sees another.</summary>
internal static class SmtpMail
{
    /// <summary>The mail. Its Message-ID is the delivery's id, the same however often it is sent: a mailbox recognizes by it a mail that comes again.</summary>
    /// <param name="notice">What to say.</param>
    /// <param name="delivery">To whom.</param>
    /// <param name="from">The sender's address where the notice names none; the sender's domain is that of the Message-ID.</param>
    /// <param name="now">The mail's date.</param>
    /// <exception cref="FormatException">A text that stands in the mail's head would break out of its line. Nothing that the intake has accepted does.</exception>
    public static MimeMessage Compose(Notice notice, Delivery delivery, string from, DateTimeOffset now)
    {
        MimeMessage mail = new();
        string sender = notice.From ?? from;
        mail.From.Add(Mailbox("", sender));
        if (notice.ReplyTo is { } replyTo)
        {
            mail.ReplyTo.Add(Mailbox("", replyTo));
        }

        mail.To.Add(Mailbox(notice.To[delivery.RecipientIndex].Name ?? "", delivery.Recipient));
        mail.Subject = Line(notice.Title);
        mail.Date = now;
        mail.MessageId = $"{delivery.Id}@{sender[(sender.LastIndexOf('@') + 1)..]}";
        if (delivery.UnsubscribeUrl is { } url)
        {
            mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{url}>");
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        mail.Body = notice.Files.Count == 0 ? Body(notice.Content) : WithFiles(Body(notice.Content), notice.Files);
        return mail;
    }

    private static MimeEntity Body(NoticeContent content)
    {
        TextPart plain = new(TextFormat.Plain) { Text = content.Text };

        // From the plainest to the richest (RFC 2046, section 5.1.4).
        return content.Html is { } html ? new MultipartAlternative(plain, new TextPart(TextFormat.Html) { Text = html }) : plain;
    }

    private static Multipart WithFiles(MimeEntity body, IReadOnlyList<AttachedFile> files)
    {
        Multipart mixed = new("mixed") { body };
        foreach (AttachedFile file in files)
        {
            mixed.Add(new MimePart(ContentType.Parse(file.ContentType))
            {
                Content = new MimeContent(new MemoryStream(file.Content, writable: false)),
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                ContentTransferEncoding = ContentEncoding.Base64,
                FileName = Line(file.Name),
            });
        }

        return mixed;
    }

    private static MailboxAddress Mailbox(string name, string address) =>
        EmailAddress.IsValid(address) ? new MailboxAddress(Line(name), address) : throw new FormatException("An address of the mail's head is none.");

    private static string Line(string text) => text.Any(char.IsControl) ? throw new FormatException("A line of the mail's head holds a control character.") : text;
}
