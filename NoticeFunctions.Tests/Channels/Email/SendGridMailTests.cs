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
        Delivery[] deliveries = [.. notice.RecipientsOn(Channel.Email).Select(one => new Delivery(notice.Id, 3, Channel.Email, one.Index, one.Address, "sendgrid", DeliveryStatus.Sending, []))];

        using ByteArrayContent content = SendGridMail.Compose(notice, deliveries, "no-reply@example.org");

        content.Headers.ContentType.Should().Be(new MediaTypeHeaderValue("application/json", "utf-8"));
        JsonNode? ours = JsonNode.Parse(await content.ReadAsStreamAsync());
        JsonNode.DeepEquals(ours, JsonNode.Parse(Packages(notice, deliveries).Serialize())).Should().BeTrue("{0} says the same", ours);
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
                CustomArgs = new Dictionary<string, string> { ["delivery"] = delivery.Id },
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
