using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications;
using NoticeFunctions.Tests.EndToEnd.Inbox;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Users;

/// <summary>Users who come with tokens of the company's own issuer, to what is theirs.</summary>
[Collection<SharedPlatform>]
public sealed class UserTokenTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task A_user_negotiates_with_a_token_of_the_issuer_gets_what_is_sent_and_reads_it()
    {
        TestApplication orders = await RegisterAsync();
        PlatformAnswer negotiated = await AskAsync("ann", HttpMethod.Post, "api/negotiate?negotiateVersion=1", $"{orders.Id}:ann");
        await using InboxClient ann = await InboxClient.ConnectAsync(negotiated);

        string id = await SendAsync(orders, "ann");

        (await ann.NextAsync("notice"))["noticeId"]!.GetValue<string>().Should().Be(id);
        PlatformAnswer inbox = await AskAsync("ann", HttpMethod.Get, "api/inbox", $"{orders.Id}:ann");
        inbox.Json["items"]!.AsArray().Select(item => item!["noticeId"]!.GetValue<string>()).Should().Equal(id);
        PlatformAnswer read = await AskAsync("ann", HttpMethod.Post, "api/inbox/read?user=ann", $"{orders.Id}:ann", new JsonObject { ["all"] = true });
        (read.Json["deliveries"]![0]!.GetValue<string>(), read.Json["unread"]!.GetValue<int>()).Should().Be(($"{id}-1-webSocket-0", 0));
        (await AskAsync("ann", HttpMethod.Post, "api/inbox/acknowledge", $"{orders.Id}:ann", new JsonObject { ["deliveries"] = new JsonArray($"{id}-1-webSocket-0") })).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_registers_lists_and_removes_devices_of_their_own_and_no_others()
    {
        TestApplication orders = await RegisterAsync();
        string ann = $"{orders.Id}:ann";
        JsonObject phone = new() { ["user"] = "ann", ["token"] = "anns-phone", ["platform"] = "ios" };

        PlatformAnswer registered = await AskAsync("ann", HttpMethod.Post, "api/devices", ann, phone);
        registered.Status.Should().Be(HttpStatusCode.OK, registered.Text);
        string id = registered.Json["id"]!.GetValue<string>();
        (await AskAsync("ann", HttpMethod.Get, "api/devices", ann)).Json["items"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()).Should().Equal(id);

        string bob = $"{orders.Id}:bob";
        (await AskAsync("bob", HttpMethod.Get, "api/devices?user=ann", bob)).Status.Should().Be(HttpStatusCode.NotFound);
        (await AskAsync("bob", HttpMethod.Post, "api/devices", bob, phone)).Status.Should().Be(HttpStatusCode.NotFound);
        (await AskAsync("bob", HttpMethod.Delete, $"api/devices/{id}", bob)).Status.Should().Be(HttpStatusCode.NotFound);
        (await AskAsync("ann", HttpMethod.Delete, $"api/devices/{id}", ann)).Status.Should().Be(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("POST", "api/negotiate")]
    [InlineData("GET", "api/inbox")]
    [InlineData("POST", "api/inbox/read")]
    [InlineData("POST", "api/inbox/acknowledge")]
    [InlineData("GET", "api/devices")]
    [InlineData("POST", "api/devices")]
    [InlineData("DELETE", "api/devices/0123456789abcdef0123456789abcdef")]
    public async Task Nobody_is_let_in_as_another_user_or_into_an_application_that_has_no_users_to_connect(string method, string path)
    {
        TestApplication orders = await RegisterAsync();
        TestApplication plain = await TestApplication.RegisterAsync(Platform);

        foreach (string user in (string[])[$"{orders.Id}:bob", $"{orders.Id}:ANN", $"{plain.Id}:ann", "nobody:ann"])
        {
            (await AskAsync("ann", new HttpMethod(method), path, user)).Status.Should().Be(HttpStatusCode.NotFound, user);
        }
    }

    [Theory]
    [InlineData("api/inbox?user=bob")]
    [InlineData("api/devices?user=bob")]
    public async Task Another_users_name_in_the_query_finds_nothing(string path)
    {
        TestApplication orders = await RegisterAsync();

        (await AskAsync("ann", HttpMethod.Get, path, $"{orders.Id}:ann")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_request_names_the_application_and_a_user_reaches_nothing_else()
    {
        TestApplication orders = await RegisterAsync();

        (await AskAsync("ann", HttpMethod.Get, "api/inbox", user: null)).Pointers.Should().Equal("x-notice-user");
        (await AskAsync("ann", HttpMethod.Get, "api/inbox", "ann")).Pointers.Should().Equal("x-notice-user");
        foreach (string path in (string[])["api/notices", "api/sandbox", "api/applications", "api/suppressions", "api/channels/email/configurations"])
        {
            (await AskAsync("ann", HttpMethod.Get, path, $"{orders.Id}:ann")).Status.Should().Be(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task A_token_that_somebody_else_has_signed_is_refused_like_any_other_bad_one()
    {
        TestApplication orders = await RegisterAsync();
        string forged = Platform.Issuer.Token("ann", token => token.SigningCredentials = new(Support.Providers.OidcStub.NewRsa(), "RS256"));

        PlatformAnswer answer = await AskWithAsync(forged, HttpMethod.Get, "api/inbox", $"{orders.Id}:ann");

        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Text.Should().Be((await AskWithAsync("nonsense", HttpMethod.Get, "api/inbox", $"{orders.Id}:ann")).Text);
    }

    private Task<TestApplication> RegisterAsync() =>
        TestApplication.RegisterAsync(Platform, new JsonObject { ["scopes"] = new JsonArray([.. ScopeNames.Of(Scopes.NoticesRead | Scopes.NoticesWrite | Scopes.UsersConnect).Select(name => JsonValue.Create(name))]) });

    private Task<PlatformAnswer> AskAsync(string subject, HttpMethod method, string path, string? user, JsonNode? body = null) => AskWithAsync(Platform.Issuer.Token(subject), method, path, user, body);

    private async Task<PlatformAnswer> AskWithAsync(string token, HttpMethod method, string path, string? user, JsonNode? body = null)
    {
        List<(string, string)> headers = [("Authorization", new AuthenticationHeaderValue("Bearer", token).ToString())];
        if (user is not null)
        {
            headers.Add(("x-notice-user", user));
        }

        using JsonContent? content = body is null ? null : JsonContent.Create(body);
        return await Client.SendAsync(method, path, headers, content);
    }

    private static async Task<string> SendAsync(TestApplication application, string user)
    {
        PlatformAnswer accepted = await application.PostAsync(new JsonObject { ["title"] = "Order shipped", ["content"] = "On its way.", ["to"] = new JsonArray(new JsonObject { ["user"] = user }) });
        accepted.Status.Should().Be(HttpStatusCode.Accepted, accepted.Text);
        return accepted.Json["id"]!.GetValue<string>();
    }
}
