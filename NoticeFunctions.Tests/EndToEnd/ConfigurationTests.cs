using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>Channel configurations from the request that makes them to the provider that they name.</summary>
[Collection<SharedPlatform>]
public sealed class ConfigurationTests(PlatformProcess platform) : PlatformTests(platform)
{
    private const string Configurations = "api/channels/email/configurations";

    [Fact]
    public async Task When_the_first_SendGrid_answers_503_the_second_takes_the_mail_and_the_delivery_shows_both()
    {
        await using SendGridStub first = await SendGridStub.StartAsync();
        await using SendGridStub second = await SendGridStub.StartAsync();
        first.Answer = SendGridStub.Refusing(503, "try again later");
        TestApplication application = await RegisterAsync();
        await MakeAsync(application, "secondary", second, "SG.second", more: null);
        await MakeAsync(application, "primary", first, "SG.first", new JsonObject { ["default"] = true, ["fallback"] = "secondary" });
        string ann = PlatformClient.NewAddress();

        JsonObject delivery = await DeliveredAsync(application, PlatformClient.Mail(ann));

        first.CallsFor(ann).Should().ContainSingle().Which.Authorization.Should().Be("Bearer SG.first");
        second.CallsFor(ann).Should().ContainSingle().Which.Authorization.Should().Be("Bearer SG.second");
        second.CallsFor(ann)[0].Body["from"]!["email"]!.GetValue<string>().Should().Be("secondary@example.org");
        second.CallsFor(ann)[0].Deliveries.Should().Equal(first.CallsFor(ann)[0].Deliveries, "it is the same delivery");
        SendGrid.CallsFor(ann).Should().BeEmpty("the platform's own settings have no part in it");
        (delivery["status"]!.GetValue<string>(), delivery["provider"]!.GetValue<string>(), delivery["configuration"]!.GetValue<string>()).Should().Be(("sent", "sendGrid", "secondary"));
        JsonArray attempts = delivery["attempts"]!.AsArray();
        attempts.Select(one => (one!["configuration"]!.GetValue<string>(), one["result"]!.GetValue<string>(), one["failedOver"]?.GetValue<bool>() ?? false))
            .Should().Equal(("primary", "transientFailure", true), ("secondary", "accepted", false));
        attempts[0]!["error"]!.GetValue<string>().Should().Be("503: try again later");
    }

    [Fact]
    public async Task A_notice_goes_by_the_configuration_that_it_names_and_a_rotated_key_is_used_at_once()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        TestApplication application = await RegisterAsync();
        await MakeAsync(application, "marketing", stub, "SG.old", more: null);
        (string ann, string bob) = (PlatformClient.NewAddress(), PlatformClient.NewAddress());
        JsonObject notice = PlatformClient.Mail(ann);
        notice["configuration"] = new JsonObject { ["email"] = "marketing" };
        (await DeliveredAsync(application, notice))["configuration"]!.GetValue<string>().Should().Be("marketing");
        JsonObject plain = await DeliveredAsync(application, PlatformClient.Mail(bob));

        stub.CallsFor(ann).Should().ContainSingle().Which.Authorization.Should().Be("Bearer SG.old");
        plain.ContainsKey("configuration").Should().BeFalse();
        SendGrid.CallsFor(bob).Should().ContainSingle("without a default it goes by the platform's own settings");

        PlatformAnswer rotated = await application.AskAsync(HttpMethod.Put, $"{Configurations}/marketing", Body("marketing", stub, "SG.new", more: null));
        rotated.Status.Should().Be(HttpStatusCode.OK, rotated.Text);
        rotated.Text.Should().NotContain("SG.new");
        string cid = PlatformClient.NewAddress();
        JsonObject another = PlatformClient.Mail(cid);
        another["configuration"] = new JsonObject { ["email"] = "marketing" };
        await DeliveredAsync(application, another);
        stub.CallsFor(cid).Should().ContainSingle().Which.Authorization.Should().Be("Bearer SG.new");
    }

    [Fact]
    public async Task A_configuration_is_tried_and_the_provider_is_heard()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        TestApplication application = await RegisterAsync();
        await MakeAsync(application, "primary", stub, "SG.key", new JsonObject { ["enabled"] = false });
        string ann = PlatformClient.NewAddress();
        JsonObject body = new() { ["to"] = new JsonObject { ["email"] = ann } };

        JsonObject taken = (await application.AskAsync(HttpMethod.Post, $"{Configurations}/primary/test", body.DeepClone())).Json;
        stub.Script(ann, SendGridStub.Refusing(401, "The provided authorization grant is invalid, expired, or revoked"));
        JsonObject refused = (await application.AskAsync(HttpMethod.Post, $"{Configurations}/primary/test", body.DeepClone())).Json;

        (taken["result"]!.GetValue<string>(), taken["provider"]!.GetValue<string>(), taken["error"]).Should().Be(("accepted", "sendGrid", null));
        taken["providerMessageId"]!.GetValue<string>().Should().StartWith("message-");
        (refused["result"]!.GetValue<string>(), refused["error"]!.GetValue<string>()).Should().Be(("permanentFailure", "401: The provided authorization grant is invalid, expired, or revoked"));
    }

    [Fact]
    public async Task Whoever_lacks_the_scope_makes_none_and_a_name_that_is_unknown_or_disabled_is_a_400()
    {
        await using SendGridStub stub = await SendGridStub.StartAsync();
        TestApplication plain = await TestApplication.RegisterAsync(Platform);
        (await plain.AskAsync(HttpMethod.Post, Configurations, Body("primary", stub, "SG.key", more: null))).Status.Should().Be(HttpStatusCode.Forbidden);

        TestApplication application = await RegisterAsync();
        await MakeAsync(application, "off", stub, "SG.key", new JsonObject { ["enabled"] = false });
        foreach (string name in (string[])["off", "nobody"])
        {
            JsonObject notice = PlatformClient.Mail(PlatformClient.NewAddress());
            notice["configuration"] = new JsonObject { ["email"] = name };
            PlatformAnswer answer = await application.PostAsync(notice);
            answer.Status.Should().Be(HttpStatusCode.BadRequest);
            answer.Pointers.Should().Equal("/configuration/email");
        }
    }

    private async Task<TestApplication> RegisterAsync() =>
        await TestApplication.RegisterAsync(Platform, new JsonObject { ["scopes"] = new JsonArray("notices:read", "notices:write", "channels:manage") });

    private static async Task MakeAsync(TestApplication application, string name, SendGridStub stub, string key, JsonObject? more)
    {
        PlatformAnswer made = await application.AskAsync(HttpMethod.Post, Configurations, Body(name, stub, key, more));
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        made.Text.Should().NotContain(key);
    }

    private static JsonObject Body(string name, SendGridStub stub, string key, JsonObject? more)
    {
        JsonObject body = more ?? [];
        body["name"] = name;
        body["provider"] = "sendGrid";
        body["settings"] = new JsonObject { ["apiKey"] = key, ["from"] = $"{name}@example.org", ["host"] = stub.Url };
        return body;
    }

    private static async Task<JsonObject> DeliveredAsync(TestApplication application, JsonObject notice)
    {
        PlatformAnswer posted = await application.PostAsync(notice);
        posted.Status.Should().Be(HttpStatusCode.Accepted, posted.Text);
        string id = posted.Json["id"]!.GetValue<string>();
        await PlatformClient.Eventually(async () => (await application.GetAsync($"api/notices/{id}")).Json.ContainsKey("ended"), () => $"notice {id} should have ended");
        return (await application.GetAsync($"api/notices/{id}/deliveries")).Json["items"]!.AsArray().Single()!.AsObject();
    }
}
