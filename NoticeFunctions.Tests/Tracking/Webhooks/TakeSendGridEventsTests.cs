using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.Email;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tracking.Webhooks;

namespace NoticeFunctions.Tests.Tracking.Webhooks;

public sealed class TakeSendGridEventsTests
{
    private static JsonObject Event(Notice notice, string what, string id = "event-1", string? type = null, string? reason = null) => new()
    {
        ["email"] = "ann@example.com",
        ["event"] = what,
        ["type"] = type,
        ["reason"] = reason,
        ["sg_event_id"] = id,
        ["timestamp"] = 1600112492,
        ["delivery"] = $"{notice.Id}-1-email-0",
        ["application"] = "orders",
    };

    private static async Task<int> PostAsync(NoticeHarness harness, string body, Func<ECDsa, byte[], string?>? sign = null, int secondsAgo = 0)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using SendGridSignature signature = new(Options.Create(new SendGridOptions { WebhookKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()) }), harness.Time);
        string timestamp = (harness.Time.GetUtcNow().ToUnixTimeSeconds() - secondsAgo).ToString(CultureInfo.InvariantCulture);
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body), "application/json");
        http.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
        string? signed = (sign ?? ((signer, content) => Convert.ToBase64String(signer.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))))(key, Encoding.UTF8.GetBytes(timestamp + body));
        if (signed is not null)
        {
            http.Request.Headers[SendGridSignature.Header] = signed;
            http.Request.Headers[SendGridSignature.TimestampHeader] = timestamp;
        }

        IResult result = await new TakeSendGridEvents(signature, harness.Events).RunAsync(http.Request);
        await result.ExecuteAsync(http);
        return http.Response.StatusCode;
    }

    private static string Body(params JsonNode[] events) => new JsonArray(events).ToJsonString() + "\r\n";

    [Theory]
    [InlineData("delivered", null, "Delivered", false)]
    [InlineData("bounce", "bounce", "Bounced", true)]
    [InlineData("bounce", "blocked", "Bounced", false)]
    [InlineData("dropped", null, "Bounced", false)]
    [InlineData("spamreport", null, "Complained", true)]
    [InlineData("processed", null, "Sent", false)]
    [InlineData("deferred", null, "Sent", false)]
    [InlineData("open", null, "Sent", false)]
    [InlineData("what", null, "Sent", false)]
    public async Task An_event_moves_its_delivery_on_and_what_tells_of_the_mailbox_suppresses_it(string what, string? type, string status, bool suppresses)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        (await PostAsync(harness, Body(Event(notice, what, type: type, reason: "550 5.1.1 <ann@example.com> unknown\r\nuser")))).Should().Be(204);

        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(Enum.Parse<DeliveryStatus>(status));
        delivery.Reason.Should().Be(status == "Bounced" ? "550 5.1.1 <(address)> unknown  user" : null);
        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().Be(suppresses);
    }

    [Fact]
    public async Task What_is_unsigned_or_signed_wrongly_or_too_long_ago_is_401_and_has_no_effect()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        string body = Body(Event(notice, "bounce", type: "bounce"));

        (await PostAsync(harness, body, (_, _) => null)).Should().Be(401);
        (await PostAsync(harness, body, (_, _) => "")).Should().Be(401);
        (await PostAsync(harness, body, (_, _) => "MEUC")).Should().Be(401);
        (await PostAsync(harness, body, (_, content) =>
        {
            using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return Convert.ToBase64String(other.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        })).Should().Be(401);
        (await PostAsync(harness, body, secondsAgo: 301)).Should().Be(401);
        (await PostAsync(harness, "nonsense", (_, _) => null)).Should().Be(401, "what it says is not even looked at");

        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Sent);
        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().BeFalse();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task A_signed_body_that_is_no_array_of_events_is_400(string body)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        (await PostAsync(harness, body)).Should().Be(400);
    }

    [Fact]
    public async Task A_body_of_more_than_five_megabytes_is_413()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        (await PostAsync(harness, new string(' ', TakeSendGridEvents.Most + 1))).Should().Be(413);
    }

    [Fact]
    public async Task Events_of_mail_that_is_not_ours_or_makes_no_sense_are_passed_over_and_the_others_count()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        JsonObject[] odd =
        [
            new JsonObject { ["event"] = "delivered", ["sg_event_id"] = "a" },
            Event(notice, "delivered", id: ""),
            With(Event(notice, "bounce", "b"), "delivery", "nonsense"),
            With(Event(notice, "bounce", "c"), "delivery", $"{notice.Id}-0-email-0"),
            With(Event(notice, "bounce", "d"), "delivery", $"{notice.Id}-1-sms-0"),
            With(Event(notice, "bounce", "e"), "application", "billing"),
            With(Event(notice, "bounce", "f"), "delivery", 7),
        ];
        (await PostAsync(harness, Body([.. odd, Event(notice, "delivered", "g")]))).Should().Be(204);

        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Delivered);
    }

    private static JsonObject With(JsonObject told, string member, JsonNode value)
    {
        told[member] = value;
        return told;
    }
}
