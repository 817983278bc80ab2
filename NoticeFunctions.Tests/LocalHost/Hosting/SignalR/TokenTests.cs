using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.LocalHost.Hosting.SignalR;
using NoticeFunctions.Tests.LocalHost.Contract;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>What a token says, and whom it lets in.</summary>
public sealed class TokenTests
{
    [Fact]
    public async Task It_says_what_the_recorded_one_says()
    {
        await using Chat chat = await Chat.StartAsync();
        JsonNode recorded = RecordedCase.Data("signalr/negotiate_jwt_decoded");

        JsonWebToken token = new((await chat.NegotiateAsync("ann")).AccessToken);

        token.Alg.Should().Be((string)recorded["jwtHeader"]!["alg"]!);
        token.Typ.Should().Be((string)recorded["jwtHeader"]!["typ"]!);
        token.Claims.Select(claim => claim.Type).Should().BeEquivalentTo(recorded["jwtPayload"]!.AsObject().Select(claim => claim.Key));
        token.GetClaim("asrs.s.uid").Value.Should().Be("ann");
        token.Audiences.Should().Equal((string)recorded["jwtPayload"]!["aud"]!);
        (token.ValidTo - token.IssuedAt).Should().Be(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task It_opens_the_hub_for_an_hour()
    {
        FakeTimeProvider time = new();
        await using Chat chat = await Chat.StartAsync(time: time);
        SignalRConnectionInfo info = await chat.NegotiateAsync("ann");

        time.Advance(TimeSpan.FromMinutes(59));
        (await EnterAsync(chat, info.Url, info.AccessToken)).Should().Be(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(1));
        (await EnterAsync(chat, info.Url, info.AccessToken)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Nobody_enters_without_a_token_of_this_hosts_for_this_hub()
    {
        await using Chat chat = await Chat.StartAsync();
        SignalRConnectionInfo info = await chat.NegotiateAsync("ann");
        string forged = Forge(chat, SecurityAlgorithms.HmacSha256, "another key, as long as it needs to be");
        string[] parts = info.AccessToken.Split('.');
        string unsigned = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";

        (await EnterAsync(chat, info.Url, info.AccessToken)).Should().Be(HttpStatusCode.OK);
        (await EnterAsync(chat, info.Url, null)).Should().Be(HttpStatusCode.Unauthorized);
        using HttpResponseMessage spelt = await SendAsync(chat, HttpMethod.Post, info.Url, "/Client/NEGOTIATE/", null);
        spelt.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "routes are matched without regard to case");
        (await EnterAsync(chat, info.Url, forged)).Should().Be(HttpStatusCode.Unauthorized);
        (await EnterAsync(chat, info.Url, unsigned)).Should().Be(HttpStatusCode.Unauthorized);
        (await EnterAsync(chat, info.Url, $"{parts[0]}.{parts[1]}.{parts[2][..^4]}AAAA")).Should().Be(HttpStatusCode.Unauthorized);
        (await EnterAsync(chat, info.Url.Replace("hub=chat", "hub=other", StringComparison.Ordinal), info.AccessToken)).Should().Be(HttpStatusCode.Unauthorized);
        (await EnterAsync(chat, info.Url.Replace("?hub=chat", "", StringComparison.Ordinal), info.AccessToken)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Its_connecting_request_needs_it_again()
    {
        await using Chat chat = await Chat.StartAsync();
        SignalRConnectionInfo info = await chat.NegotiateAsync("ann");
        using HttpResponseMessage negotiated = await SendAsync(chat, HttpMethod.Post, $"{info.Url}&negotiateVersion=1", "/client/negotiate", info.AccessToken);
        string id = (string)JsonNode.Parse(await negotiated.Content.ReadAsStringAsync())!["connectionToken"]!;

        using HttpResponseMessage without = await SendAsync(chat, HttpMethod.Get, $"{info.Url}&id={id}", "/client/", null);
        using HttpResponseMessage with = await SendAsync(chat, HttpMethod.Get, $"{info.Url}&id={id}", "/client/", info.AccessToken);

        without.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        with.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_negotiation_that_does_not_say_who_is_an_empty_500()
    {
        await using Chat chat = await Chat.StartAsync();

        using HttpResponseMessage response = await chat.Host.Http.PostAsync("api/negotiate", null);

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task No_more_clients_are_let_in_than_there_is_room_for()
    {
        await using Chat chat = await Chat.StartAsync(new HubLimits { MostConnections = 1 });
        SignalRConnectionInfo info = await chat.NegotiateAsync("ann");
        await using (ChatClient ann = await chat.ConnectAsync("ann"))
        {
            (await EnterAsync(chat, info.Url, info.AccessToken)).Should().Be(HttpStatusCode.TooManyRequests);
        }

        await chat.WaitForAsync("ann went");
        await using ChatClient next = await chat.ConnectAsync("ben");
    }

    private static string Forge(Chat chat, string algorithm, string key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Audience = $"http://{chat.Address.Host}/client/?hub=chat",
        Claims = new Dictionary<string, object> { [HubTokens.UserClaim] = "ann" },
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
        SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(key)) { KeyId = chat.Host.Services.GetRequiredService<HubAccessKey>().Id }, algorithm),
    });

    private static async Task<HttpStatusCode> EnterAsync(Chat chat, string url, string? token)
    {
        using HttpResponseMessage response = await SendAsync(chat, HttpMethod.Post, url, "/client/negotiate", token);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(Chat chat, HttpMethod method, string url, string path, string? token)
    {
        using HttpRequestMessage request = new(method, new UriBuilder(url) { Path = path }.Uri);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return await chat.Host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }
}
