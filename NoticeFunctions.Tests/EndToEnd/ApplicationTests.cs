using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>Registered applications on the real platform: what they may see, and how fast they lose it.</summary>
[Collection<SharedPlatform>]
public sealed class ApplicationTests(PlatformProcess platform) : PlatformTests(platform)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Another_applications_notice_is_404_and_in_none_of_its_lists()
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        TestApplication billing = await TestApplication.RegisterAsync(Platform);
        string ann = PlatformClient.NewAddress();
        string id = (await orders.PostAsync(PlatformClient.Mail(ann))).Json["id"]!.GetValue<string>();

        (await orders.GetAsync($"api/notices/{id}")).Status.Should().Be(HttpStatusCode.OK);
        foreach (string path in (string[])[$"api/notices/{id}", $"api/notices/{id}/deliveries", $"api/notices/{id}/status"])
        {
            (await billing.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound, path);
            (await Client.GetAsync(path)).Status.Should().Be(HttpStatusCode.NotFound, "client admin is an application like any other here");
        }

        (await billing.GetAsync("api/notices")).Json["items"]!.AsArray().Should().BeEmpty();
        (await billing.GetAsync($"api/notices?recipient={Uri.EscapeDataString(ann)}")).Json["items"]!.AsArray().Should().BeEmpty();
        (await orders.GetAsync($"api/notices?recipient={Uri.EscapeDataString(ann)}")).Json["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Two_applications_may_use_the_same_key_for_different_notices()
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        TestApplication billing = await TestApplication.RegisterAsync(Platform);
        string key = Guid.NewGuid().ToString();
        PlatformAnswer first = await orders.PostAsync(PlatformClient.Mail(PlatformClient.NewAddress()), key);
        PlatformAnswer second = await billing.PostAsync(PlatformClient.Mail(PlatformClient.NewAddress()), key);

        (first.Status, second.Status).Should().Be((HttpStatusCode.Accepted, HttpStatusCode.Accepted));
        second.Json["id"]!.GetValue<string>().Should().NotBe(first.Json["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_sandbox_shows_an_application_its_own_alone()
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        TestApplication billing = await TestApplication.RegisterAsync(Platform);
        JsonObject notice = new() { ["title"] = "Order shipped", ["content"] = "It is on its way.", ["to"] = new JsonArray(new JsonObject { ["phone"] = "+14155550100" }) };
        (await orders.PostAsync(notice)).Status.Should().Be(HttpStatusCode.Accepted);

        await PlatformClient.Eventually(async () => (await orders.GetAsync("api/sandbox")).Json["items"]!.AsArray().Count == 1, () => "it should be in the sandbox");
        (await billing.GetAsync("api/sandbox")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("revoked")]
    [InlineData("disabled")]
    [InlineData("deleted")]
    public async Task Tokens_that_were_issued_before_are_refused_within_five_seconds(string what)
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);
        (await orders.GetAsync("api/notices")).Status.Should().Be(HttpStatusCode.OK);

        PlatformAnswer done = what switch
        {
            "revoked" => await orders.AdministerAsync(HttpMethod.Delete, $"/keys/{orders.KeyId}"),
            "disabled" => await orders.AdministerAsync(HttpMethod.Post, "/disable"),
            _ => await orders.AdministerAsync(HttpMethod.Delete, ""),
        };
        done.Status.Should().BeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
        long begun = TimeProvider.System.GetTimestamp();
        await PlatformClient.Eventually(async () => (await orders.GetAsync("api/notices")).Status == HttpStatusCode.Unauthorized, () => "the token should be refused");

        TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(Promised);
        (await orders.TokenAsync()).Status.Should().Be(HttpStatusCode.Unauthorized, "and there is no other to be had");
    }

    [Fact]
    public async Task A_channel_that_is_not_open_to_an_application_is_told_to_it_alone()
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform, new JsonObject { ["channels"] = new JsonArray("sms") });

        (await orders.PostAsync(PlatformClient.Mail("ann@example.com"))).Pointers.Should().Equal("/channels");
    }

    [Fact]
    public async Task An_application_without_the_scope_administers_nothing()
    {
        TestApplication orders = await TestApplication.RegisterAsync(Platform);

        (await orders.GetAsync("api/applications")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await orders.GetAsync($"api/applications/{orders.Id}/keys")).Status.Should().Be(HttpStatusCode.Forbidden);
    }
}
