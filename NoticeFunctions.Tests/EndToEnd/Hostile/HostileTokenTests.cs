using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Http;
using NoticeFunctions.Inbox;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Tokens that must not be believed, sent to the real platform.</summary>
[Collection<HostilePlatform>]
public sealed class HostileTokenTests(PlatformProcess platform) : PlatformTests(platform), IAsyncDisposable
{
    private const string Secret = "the secret of an application";

    private PlatformStores Stores { get; } = new(platform);

    [Fact]
    public async Task Every_hostile_token_gets_the_same_401_and_nothing_of_it_comes_back()
    {
        PlatformKey key = await Stores.SigningKeyAsync();
        TokenForge forge = new(await TokenAsync("admin", Platform.AdminSecret), (ECDsa)key.Key);
        JsonObject own = (await Client.GetAsync(".well-known/jwks.json")).Json["keys"]!.AsArray().Select(one => one!.AsObject()).First(one => one["use"]!.GetValue<string>() == "sig");
        own["kid"]!.GetValue<string>().Should().Be(key.Id);
        (await AskAsync(forge.Sign())).Status.Should().Be(HttpStatusCode.OK, "what the forge makes is good as long as nothing is wrong with it");
        PlatformAnswer reference = await AskAsync("nonsense");

        foreach ((string name, string token) in HostileTokens.All(forge, own))
        {
            IsRefused(await AskAsync(token), reference, name);
        }
    }

    // The server itself takes no more than 32 KB of headers, as the real one does.
    [Fact]
    public async Task A_token_of_100_KB_does_not_get_past_the_server()
    {
        PlatformAnswer answer = await AskAsync(new string('a', 100 * 1024));

        answer.Status.Should().Be(HttpStatusCode.RequestHeaderFieldsTooLarge);
        (await AskAsync(await TokenAsync("admin", Platform.AdminSecret))).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_function_but_the_public_ones_refuses_who_has_no_token_or_none_that_is_good()
    {
        PlatformAnswer reference = await AskAsync("nonsense");
        foreach (HttpFunction function in HttpFunctions.Find(typeof(RoutePolicies).Assembly).Where(function => !RoutePolicies.Of(function.Name)!.IsPublic))
        {
            string path = function.Path.Replace("{", "").Replace("}", "");
            IsRefused(await AskAsync("nonsense", function.Method, path), reference, function.Name);
            PlatformAnswer none = await AskAsync(token: null, function.Method, path);
            none.Status.Should().Be(HttpStatusCode.Unauthorized, function.Name);
            none.Headers.WwwAuthenticate.ToString().Should().Be("Bearer");
            none.Text.Should().Be(reference.Text);
        }
    }

    [Fact]
    public async Task A_disabled_application_and_a_revoked_key_end_every_token_within_five_seconds()
    {
        PlatformAnswer reference = await AskAsync("nonsense");
        RegisteredApplication application = PlatformStores.Application($"app-{Guid.NewGuid():N}", Secret);
        await Stores.RegisterAsync(application);
        string token = await TokenAsync(application.Id, Secret);
        (await AskAsync(token)).Status.Should().Be(HttpStatusCode.OK);

        await Stores.RegisterAsync(application with { Disabled = true });
        IsRefused(await RefusedWithinFiveSecondsAsync(token), reference, "disabled");
        (await AskForTokenAsync(application.Id, Secret)).Status.Should().Be(HttpStatusCode.Unauthorized);

        await Stores.RegisterAsync(application);
        await PlatformClient.Eventually(async () => (await AskAsync(token)).Status == HttpStatusCode.OK, () => "it is enabled again");
        await Stores.RegisterAsync(application with { Keys = [application.Keys[0] with { Id = "another" }] });
        IsRefused(await RefusedWithinFiveSecondsAsync(token), reference, "revoked");
        (await AskForTokenAsync(application.Id, Secret)).Status.Should().Be(HttpStatusCode.OK, "the secret is the other key's now");

        await Stores.RegisterAsync(application with { Keys = [application.Keys[0] with { Id = "another", Expires = TimeProvider.System.GetUtcNow() }] });
        (await AskForTokenAsync(application.Id, Secret)).Status.Should().Be(HttpStatusCode.Unauthorized, "and that is over");
    }

    [Fact]
    public async Task Scopes_that_an_application_has_lost_its_tokens_have_lost_too()
    {
        RegisteredApplication application = PlatformStores.Application($"app-{Guid.NewGuid():N}", Secret);
        await Stores.RegisterAsync(application);
        string token = await TokenAsync(application.Id, Secret);
        (await AskAsync(token)).Status.Should().Be(HttpStatusCode.OK);

        await Stores.RegisterAsync(application with { Scopes = Scopes.NoticesWrite });
        await PlatformClient.Eventually(async () => (await AskAsync(token)).Status == HttpStatusCode.Forbidden, () => "the scope is gone");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await Stores.DisposeAsync();
        await base.DisposeAsync();
    }

    private static void IsRefused(PlatformAnswer answer, PlatformAnswer reference, string why)
    {
        answer.Status.Should().Be(HttpStatusCode.Unauthorized, why);
        answer.Text.Should().Be(reference.Text, why);
        answer.ContentType.Should().Be("application/problem+json", why);
        answer.Headers.WwwAuthenticate.ToString().Should().Be("Bearer error=\"invalid_token\"", why);
    }

    private async Task<PlatformAnswer> RefusedWithinFiveSecondsAsync(string token)
    {
        PlatformAnswer answer = await AskAsync(token);
        for (long begun = TimeProvider.System.GetTimestamp(); answer.Status != HttpStatusCode.Unauthorized; answer = await AskAsync(token))
        {
            TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(TimeSpan.FromSeconds(5.5));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return answer;
    }

    private Task<PlatformAnswer> AskAsync(string? token, HttpMethod? method = null, string path = "/api/notices") =>
        Client.SendAsync(method ?? HttpMethod.Get, path, [(Negotiate.UserHeader, "orders:ann"), .. token is null ? Array.Empty<(string, string)>() : [("Authorization", $"Bearer {token}")]]);

    private async Task<string> TokenAsync(string client, string secret)
    {
        PlatformAnswer answer = await AskForTokenAsync(client, secret);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json["access_token"]!.GetValue<string>();
    }

    private Task<PlatformAnswer> AskForTokenAsync(string client, string secret) => Client.SendAsync(
        HttpMethod.Post, "/api/tokens", [], new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", client), new("client_secret", secret)]));
}
