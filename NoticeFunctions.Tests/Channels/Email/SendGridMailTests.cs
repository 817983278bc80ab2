using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Notices;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace NoticeFunctions.Tests.Channels.Email;

public sealed class SendGridMailTests
{
    private static readonly DateTimeOffset Created = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Plain", null, null, null, 1)]
    [InlineData("\"Quoted\" \\ <b> & 'it' \u2028 \u0001 \t", "<p>h\u00e9 \ud83d\ude00</p>", "order-shipped", "Ann \"A\" <x>", 1)]
    [InlineData("\u6771\u4eac\r\nline", "<p>h</p>", null, "\u00c5sa", 3)]
    public async Task A_mails_body_is_what_SendGrids_own_package_writes(string text, string? html, string? category, string? name, int recipients)
    {
        Notice notice = new(
            "orders", new string('a', 32), $"About {text}", new NoticeContent(text, html),
            [.. Enumerable.Range(0, recipients).Select(index => new Recipient(Email: $"user{index}+tag@example.com", Name: name))],
            [Channel.Email], null, Priority.Normal, category, null, Created, Created, null);
        Delivery[] deliveries = [.. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 3, Channel.Email, one.Index, one.Address, "sendGrid", DeliveryStatus.Sending, []))];

        using ByteArrayContent content = SendGridMail.Compose(notice, deliveries, "no-reply@example.org");

        content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("application/json", "utf-8"));
        JsonNode? ours = JsonNode.Parse(await content.ReadAsStreamAsync());
        JsonNode.DeepEquals(ours, JsonNode.Parse(Packages(notice, deliveries).Serialize())).Should().BeTrue("{0} says the same", ours);
    }

    [Fact]
    public async Task A_notices_own_sender_and_whom_to_answer_go_along_and_the_Message_ID_is_of_the_senders_domain()
    {
        Notice notice = new(
            "orders", new string('a', 32), "Title", new NoticeContent("Text"), [new Recipient(Email: "ann@example.com")], [Channel.Email], null, Priority.Normal, null, null, Created, Created, null)
        {
            From = "orders@shop.example",
            ReplyTo = "help@shop.example",
        };
        using ByteArrayContent content = SendGridMail.Compose(notice, [new Delivery(notice.Id, 1, Channel.Email, 0, "ann@example.com", "sendgrid", DeliveryStatus.Sending, [])], "no-reply@example.org");

        JsonNode ours = JsonNode.Parse(await content.ReadAsStreamAsync())!;
        ours["from"]!["email"]!.GetValue<string>().Should().Be("orders@shop.example");
        ours["reply_to"]!["email"]!.GetValue<string>().Should().Be("help@shop.example");
        ours["personalizations"]![0]!["headers"]!["Message-ID"]!.GetValue<string>().Should().EndWith("@shop.example>");
    }

    [Fact]
    public async Task Attachments_are_written_as_SendGrids_own_package_does()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(one => (byte)one)];
        Notice notice = new(
            "orders", new string('a', 32), "Title", new NoticeContent("Text"), [new Recipient(Email: "ann@example.com")], [Channel.Email], null, Priority.Normal, null, null, Created, Created, null)
        {
            Files = [new AttachedFile("Rechnung \"ä\".pdf", "application/pdf", bytes), new AttachedFile("b.txt", "text/plain", [43, 47])],
        };
        Delivery[] deliveries = [new Delivery(notice.Id, 1, Channel.Email, 0, "ann@example.com", "sendgrid", DeliveryStatus.Sending, [])];
        using ByteArrayContent content = SendGridMail.Compose(notice, deliveries, "no-reply@example.org");

        SendGridMessage expected = Packages(notice, deliveries);
        foreach (AttachedFile file in notice.Files)
        {
            expected.AddAttachment(file.Name, Convert.ToBase64String(file.Content), file.ContentType, "attachment");
        }

        JsonNode? ours = JsonNode.Parse(await content.ReadAsStreamAsync());
        JsonNode.DeepEquals(ours, JsonNode.Parse(expected.Serialize())).Should().BeTrue("{0} says the same", ours);
    }

    [Fact]
    public async Task A_link_to_unsubscribe_stands_in_each_recipients_own_headers()
    {
        Notice notice = new(
            "orders", new string('a', 32), "Title", new NoticeContent("Text"), [new Recipient(Email: "ann@example.com"), new Recipient(Email: "bob@example.com")],
            [Channel.Email], null, Priority.Normal, null, null, Created, Created, null);
        Delivery[] deliveries =
        [
            .. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 1, Channel.Email, one.Index, one.Address, "sendgrid", DeliveryStatus.Sending, []) { UnsubscribeUrl = $"https://notice.example/u/{one.Index}" }),
        ];
        using ByteArrayContent content = SendGridMail.Compose(notice, deliveries, "no-reply@example.org");

        JsonArray personalizations = JsonNode.Parse(await content.ReadAsStreamAsync())!["personalizations"]!.AsArray();
        personalizations.Select(one => one!["headers"]!["List-Unsubscribe"]!.GetValue<string>()).Should().Equal("<https://notice.example/u/0>", "<https://notice.example/u/1>");
        personalizations.Select(one => one!["headers"]!["List-Unsubscribe-Post"]!.GetValue<string>()).Should().OnlyContain(value => value == "List-Unsubscribe=One-Click");
    }

    private static SendGridMessage Packages(Notice notice, Delivery[] deliveries)
    {
        SendGridMessage message = new()
        {
            From = new EmailAddress("no-reply@example.org"),
            Subject = notice.Title,
            Personalizations = [.. deliveries.Select(delivery => new Personalization
            {
                Tos = [new EmailAddress(delivery.Recipient, notice.To[delivery.RecipientIndex].Name)],
                Headers = new Dictionary<string, string> { ["Message-ID"] = $"<{delivery.Id}@example.org>" },
                CustomArgs = new Dictionary<string, string> { ["delivery"] = delivery.Id, ["application"] = notice.Application },
            })],
        };
        message.AddContent(MimeType.Text, notice.Content.Text);
        if (notice.Content.Html is { } html)
        {
            message.AddContent(MimeType.Html, html);
        }

        if (notice.Category is { } category)
        {
            message.AddCategory(category);
        }

        return message;
    }
}
