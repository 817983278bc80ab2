using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>An SMS through Twilio, from the request to what Twilio reports of it.</summary>
[Collection<SharedPlatform>]
public sealed class TwilioReportTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task A_report_that_Twilio_has_signed_makes_an_SMS_delivered_and_one_that_it_has_not_is_401()
    {
        await using TwilioStub stub = await TwilioStub.StartAsync();
        TestApplication application = await TestApplication.RegisterAsync(Platform, new JsonObject { ["scopes"] = new JsonArray("notices:read", "notices:write", "channels:manage") });
        PlatformAnswer made = await application.AskAsync(HttpMethod.Post, "api/channels/sms/configurations", new JsonObject
        {
            ["name"] = "primary",
            ["provider"] = "twilio",
            ["default"] = true,
            ["settings"] = new JsonObject(stub.Settings.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))),
        });
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        PlatformAnswer posted = await application.PostAsync(new JsonObject { ["title"] = "Shipped", ["content"] = "On its way.", ["to"] = new JsonArray(new JsonObject { ["phone"] = "+14155550100" }) });
        posted.Status.Should().Be(HttpStatusCode.Accepted, posted.Text);
        string id = posted.Json["id"]!.GetValue<string>();
        await PlatformClient.Eventually(async () => (await application.GetAsync($"api/notices/{id}")).Json.ContainsKey("ended"), () => $"notice {id} should have ended");
        stub.Messages.Should().ContainSingle();
        (await StatusAsync(application, id)).Should().Be("sent");

        (await ReportAsync(application, id, "another token")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(application, id)).Should().Be("sent");
        PlatformAnswer told = await ReportAsync(application, id, TwilioStub.Token);
        told.Status.Should().Be(HttpStatusCode.NoContent, told.Text);
        (await StatusAsync(application, id)).Should().Be("delivered");
    }

    private static async Task<string> StatusAsync(TestApplication application, string id) =>
        (await application.GetAsync($"api/notices/{id}/deliveries")).Json["items"]!.AsArray().Single()!["status"]!.GetValue<string>();

    private Task<PlatformAnswer> ReportAsync(TestApplication application, string id, string token)
    {
        string path = $"api/webhooks/twilio?application={application.Id}&delivery={id}-1-sms-0";
        (string Name, string Value)[] form = [("AccountSid", TwilioStub.Account), ("MessageSid", $"SM{1:x32}"), ("MessageStatus", "delivered"), ("To", "+14155550100")];
        string signed = new Uri(Platform.Http.BaseAddress!, path) + string.Concat(form.Select(one => one.Name + one.Value));
#pragma warning disable CA5350 // SHA-1 is what Twilio signs with.
        string signature = Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed)));
#pragma warning restore CA5350
        return Client.SendAsync(HttpMethod.Post, path, [("X-Twilio-Signature", signature)], new FormUrlEncodedContent(form.Select(one => KeyValuePair.Create(one.Name, one.Value))));
    }
}
