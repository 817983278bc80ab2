using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using NoticeFunctions.Tests.EndToEnd.Inbox;
using NoticeFunctions.Tests.Support.Platform;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.EndToEnd.Channels;

/// <summary>One notice on all four channels, from the request that posts it to whoever it is for, through configurations that were posted before it.</summary>
[Collection<SharedPlatform>]
public sealed class AllChannelsTests(PlatformProcess platform, ChannelStubs stubs) : PlatformTests(platform), IClassFixture<ChannelStubs>
{
    private const string Text = "Your order 1234 is on its way.";

    [Theory]
    [InlineData("sendGrid", "twilio", "+14155550111")]
    [InlineData("smtp", "aliyun", "+8613800138011")]
    public async Task One_POST_arrives_on_all_four_channels_and_its_deliveries_tell_who_took_it(string email, string sms, string phone)
    {
        TestApplication application = await stubs.RegisterAsync(Platform, email, sms);
        await using InboxClient ann = await InboxClient.ConnectAsync(application, "ann");
        string address = PlatformClient.NewAddress();

        string id = await PostAsync(application, address, phone);
        JsonObject notice = await EndedAsync(application, id);

        (await MailToAsync(email, address)).Should().Be($"{id}-1-email-0");
        TextTo(sms, phone).Should().Contain(Text);
        JsonNode pushed = await ann.NextAsync("notice");
        (pushed["deliveryId"]!.GetValue<string>(), pushed["content"]!.GetValue<string>()).Should().Be(($"{id}-1-webSocket-0", Text));
        JsonObject onDevice = stubs.Fcm.Messages.Should().ContainSingle(message => message["data"]!["noticeId"]!.GetValue<string>() == id).Subject;
        (onDevice["token"]!.GetValue<string>(), onDevice["notification"]!["body"]!.GetValue<string>()).Should().Be((ChannelStubs.DeviceToken, Text));

        notice["status"]!.GetValue<string>().Should().Be("completed");
        Dictionary<string, JsonObject> deliveries = await DeliveriesAsync(application, id);
        deliveries.ToDictionary(one => one.Key, one => Told(one.Value)).Should().BeEquivalentTo(new Dictionary<string, string>
        {
            ["email"] = $"sent to {address} by {email} as {ChannelStubs.NameOf(email)}",
            ["sms"] = $"sent to {phone} by {sms} as {ChannelStubs.NameOf(sms)}",
            ["webSocket"] = "sent to ann by signalR as own-signalr",
            ["app"] = "sent to user:ann by fcm as own-fcm",
        });
        deliveries.Where(one => one.Key != "webSocket").Should().OnlyContain(one => !string.IsNullOrEmpty(one.Value["attempts"]![0]!["providerMessageId"]!.GetValue<string>()));

        await ann.Connection.SendAsync("read", $"{id}-1-webSocket-0");
        await ann.NextAsync("unread");
        (await DeliveriesAsync(application, id))["webSocket"]["status"]!.GetValue<string>().Should().Be("delivered");
    }

    [Fact]
    public async Task What_providers_refuse_failed_and_says_why_and_the_other_channels_arrive()
    {
        TestApplication application = await stubs.RegisterAsync(Platform, "smtp", "twilio");
        await using InboxClient ann = await InboxClient.ConnectAsync(application, "ann");

        string id = await PostAsync(application, "code-550@example.com", TwilioStub.Unsubscribed);
        JsonObject notice = await EndedAsync(application, id);

        notice["status"]!.GetValue<string>().Should().Be("completed");
        (await ann.NextAsync("notice"))["noticeId"]!.GetValue<string>().Should().Be(id);
        Dictionary<string, JsonObject> deliveries = await DeliveriesAsync(application, id);
        deliveries.ToDictionary(one => one.Key, one => (Status: one.Value["status"]!.GetValue<string>(), Error: one.Value["attempts"]![0]!["error"]?.GetValue<string>())).Should().BeEquivalentTo(
            new Dictionary<string, (string, string?)>
            {
                ["email"] = ("failed", "550: 5.1.1 There is no mailbox <(address)> here"),
                ["sms"] = ("failed", "400 (21610): Attempt to send to unsubscribed recipient (number)"),
                ["webSocket"] = ("sent", null),
                ["app"] = ("sent", null),
            });
        foreach ((string channel, string outcome) in ((string, string)[])[("email", "failed"), ("sms", "failed"), ("webSocket", "sent"), ("app", "sent")])
        {
            notice["counts"]![channel]![outcome]!.GetValue<int>().Should().Be(1, channel);
        }
    }

    [Theory]
    [InlineData("email", "sendGrid", "email", "try@example.com")]
    [InlineData("email", "smtp", "email", "try@example.com")]
    [InlineData("sms", "twilio", "phone", "+14155550117")]
    [InlineData("sms", "aliyun", "phone", "+8613800138000")]
    [InlineData("webSocket", "signalR", "user", "ann")]
    [InlineData("app", "fcm", "device", ChannelStubs.DeviceToken)]
    public async Task A_posted_configuration_is_tried_and_its_provider_takes_the_message(string channel, string provider, string member, string address)
    {
        TestApplication application = await stubs.RegisterAsync(Platform, channel == "email" ? provider : "smtp", channel == "sms" ? provider : "twilio");

        JsonObject said = await ChannelStubs.TryAsync(application, channel, provider, member, address);

        (said["result"]!.GetValue<string>(), said["provider"]!.GetValue<string>(), said["error"]?.GetValue<string>()).Should().Be(("accepted", provider, null));
    }

    private static async Task<string> PostAsync(TestApplication application, string email, string phone)
    {
        PlatformAnswer posted = await application.PostAsync(new JsonObject
        {
            ["title"] = "Order shipped",
            ["content"] = Text,
            ["to"] = new JsonArray(new JsonObject { ["email"] = email, ["phone"] = phone, ["user"] = "ann" }),
            ["channels"] = new JsonArray("email", "sms", "webSocket", "app"),
        });
        posted.Status.Should().Be(HttpStatusCode.Accepted, posted.Text);
        return posted.Json["id"]!.GetValue<string>();
    }

    private static async Task<JsonObject> EndedAsync(TestApplication application, string id)
    {
        JsonObject notice = [];
        await PlatformClient.Eventually(async () => (notice = (await application.GetAsync($"api/notices/{id}")).Json).ContainsKey("ended"), () => $"the notice should have ended: {notice.ToJsonString()}");
        return notice;
    }

    private static async Task<Dictionary<string, JsonObject>> DeliveriesAsync(TestApplication application, string id) =>
        (await application.GetAsync($"api/notices/{id}/deliveries")).Json["items"]!.AsArray().ToDictionary(one => one!["channel"]!.GetValue<string>(), one => one!.AsObject());

    private static string Told(JsonObject delivery) => $"{delivery["status"]} to {delivery["recipient"]} by {delivery["provider"]} as {delivery["configuration"]}";

    /// <summary>The delivery that the mail to an address names.</summary>
    private async Task<string> MailToAsync(string provider, string address)
    {
        if (provider == "sendGrid")
        {
            return stubs.SendGrid.CallsFor(address).Should().ContainSingle(call => call.Authorization == "Bearer SG.own").Subject.Deliveries.Single();
        }

        string raw = (await stubs.Smtp.MailAsync(address))["raw"]!.GetValue<string>();
        raw.Should().Contain(Text);
        return raw.Split("Message-Id: <", StringSplitOptions.None)[1].Split('@')[0];
    }

    private string TextTo(string provider, string phone) => provider == "twilio"
        ? stubs.Twilio.Messages.Should().ContainSingle(message => message["To"] == phone).Subject["Body"]
        : stubs.Aliyun.Messages.Should().ContainSingle(message => message["PhoneNumbers"] == phone.TrimStart('+')).Subject["TemplateParam"];
}
