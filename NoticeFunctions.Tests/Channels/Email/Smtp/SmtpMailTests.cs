using MimeKit;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

public sealed class SmtpMailTests
{
    private static Delivery Delivery(Notice notice) => new(notice.Id, 7, Channel.Email, 0, notice.To[0].Email!, "smtp", DeliveryStatus.Sending, []);

    private static MimeMessage Compose(Notice notice) => SmtpMail.Compose(notice, Delivery(notice), "no-reply@example.org", SmtpSending.Created.AddHours(1));

    [Theory]
    [InlineData("two\r\nBcc: eve@example.com", "Ann", "ann@example.com")]
    [InlineData("two\nlines", "Ann", "ann@example.com")]
    [InlineData("Title", "Ann\r\nBcc: eve@example.com", "ann@example.com")]
    [InlineData("Title", "Ann", "ann@example.com\r\nBcc: eve@example.com")]
    [InlineData("Title", "Ann", "ann@example.com>, <eve@example.com")]
    public void Nothing_that_could_add_a_line_or_a_recipient_gets_into_a_mails_head(string title, string name, string address)
    {
        Notice notice = SmtpSending.Notice(address) with { Title = title };
        Action compose = () => Compose(notice with { To = [notice.To[0] with { Name = name }] });

        compose.Should().Throw<FormatException>();
    }

    [Fact]
    public void The_same_delivery_is_the_same_mail_to_a_mailbox_however_often_it_is_sent()
    {
        Notice notice = SmtpSending.Notice("ann@example.com");
        using MimeMessage first = Compose(notice);
        using MimeMessage second = Compose(notice);

        first.MessageId.Should().Be(second.MessageId).And.Be($"{notice.Id}-7-email-0@example.org");
        first.Date.Should().Be(SmtpSending.Created.AddHours(1));
    }

    [Fact]
    public void A_notices_own_sender_and_whom_to_answer_stand_in_its_head()
    {
        using MimeMessage mail = Compose(SmtpSending.Notice("ann@example.com") with { From = "orders@shop.example", ReplyTo = "help@shop.example" });
        mail.From.Mailboxes.Single().Address.Should().Be("orders@shop.example");
        mail.ReplyTo.Mailboxes.Single().Address.Should().Be("help@shop.example");
        mail.MessageId.Should().EndWith("@shop.example");
    }

    [Fact]
    public async Task Attachments_stand_beside_the_text_with_their_names_types_and_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 1000).Select(one => (byte)one)];
        Notice notice = SmtpSending.Notice("ann@example.com") with { Files = [new AttachedFile("Rechnung ä.pdf", "application/pdf", bytes), new AttachedFile("b.txt", "text/plain", [10, 13, 10])] };
        using MimeMessage composed = Compose(notice);
        using MemoryStream sent = new();
        await composed.WriteToAsync(sent);
        sent.Position = 0;
        using MimeMessage mail = await MimeMessage.LoadAsync(sent);

        mail.Body!.ContentType.MimeType.Should().Be("multipart/mixed");
        mail.TextBody!.Trim().Should().Be("On its way.");
        MimePart[] parts = [.. mail.Attachments.Cast<MimePart>()];
        parts.Select(part => (part.FileName, part.ContentType.MimeType)).Should().Equal(("Rechnung ä.pdf", "application/pdf"), ("b.txt", "text/plain"));
        foreach ((MimePart part, AttachedFile file) in parts.Zip(notice.Files))
        {
            using MemoryStream content = new();
            await part.Content!.DecodeToAsync(content);
            content.ToArray().Should().Equal(file.Content);
        }
    }

    [Theory]
    [InlineData("a\r\nb.txt", "text/plain")]
    [InlineData("a.txt", "nonsense")]
    public void A_file_that_can_not_be_written_is_refused(string name, string type)
    {
        Action compose = () => Compose(SmtpSending.Notice("ann@example.com") with { Files = [new AttachedFile(name, type, [1])] });
        compose.Should().Throw<FormatException>();
    }

    [Fact]
    public void A_link_to_unsubscribe_stands_in_the_head_for_one_click()
    {
        Notice notice = SmtpSending.Notice("ann@example.com");
        using MimeMessage mail = SmtpMail.Compose(notice, Delivery(notice) with { UnsubscribeUrl = "https://notice.example/u/token" }, "no-reply@example.org", SmtpSending.Created);

        mail.Headers[HeaderId.ListUnsubscribe].Should().Be("<https://notice.example/u/token>");
        mail.Headers["List-Unsubscribe-Post"].Should().Be("List-Unsubscribe=One-Click");
    }

    [Fact]
    public void A_notice_without_html_is_plain_text_alone()
    {
        Notice notice = SmtpSending.Notice("ann@example.com") with { Content = new NoticeContent("Text") };
        using MimeMessage mail = Compose(notice);

        mail.Body!.ContentType.MimeType.Should().Be("text/plain");
        mail.Body!.ContentType.Charset.Should().Be("utf-8");
    }

    [Theory]
    [InlineData("\"a b\"@example.com")]
    [InlineData("user@[192.0.2.1]")]
    [InlineData("user@[IPv6:2001:db8::1]")]
    [InlineData("o'neil+tag/x=y@sub.example.com")]
    public void Every_address_that_the_intake_takes_can_be_written(string address)
    {
        using MimeMessage mail = Compose(SmtpSending.Notice(address));
        mail.To.Mailboxes.Single().Address.Should().Be(address);
    }
}
