using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;
using NoticeFunctions.Tests.LocalHost.Hosting;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Access;

/// <summary>The guard before functions that bear the names of the app's own, on a host.</summary>
public sealed class AccessMiddlewareTests
{
    private const string Reader = "token-of-a-reader";
    private const string Writer = "token-of-a-writer";

    [Fact]
    public async Task A_good_token_lets_through_and_leaves_the_caller_on_the_request()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Get, "notices", $"Bearer {Reader}");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).Should().Be("orders: NoticesRead");
    }

    [Theory]
    [InlineData(null, "Bearer")]
    [InlineData("Bearer", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer ", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer unknown", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer token-of-a-reader token-of-a-reader", "Bearer error=\"invalid_token\"")]
    [InlineData("Bearer token-of-a-reader, Bearer token-of-a-reader", "Bearer error=\"invalid_token\"")]
    [InlineData("Basic token-of-a-reader", "Bearer error=\"invalid_token\"")]
    [InlineData("token-of-a-reader", "Bearer error=\"invalid_token\"")]
    public async Task Without_a_good_token_nothing_is_called_and_the_answer_is_always_the_same(string? authorization, string challenge)
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Get, "notices", authorization);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        answer.Headers.GetValues("WWW-Authenticate").Should().Equal(challenge);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        using HttpResponseMessage another = await AskAsync(host, HttpMethod.Get, "notices", "Bearer another");
        (await answer.Content.ReadAsStringAsync()).Should().Be(await another.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_token_in_the_query_is_none()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Get, $"notices?access_token={Reader}", authorization: null);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Two_headers_are_no_token()
    {
        await using TestHost host = await StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Get, "notices");
        request.Headers.TryAddWithoutValidation("Authorization", [$"Bearer {Reader}", $"Bearer {Reader}"]);
        using HttpResponseMessage answer = await host.Http.SendAsync(request);

        answer.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_told_which()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Post, "notices", $"Bearer {Reader}");

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        answer.Headers.GetValues("WWW-Authenticate").Should().Equal("Bearer error=\"insufficient_scope\", scope=\"notices:write\"");
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>().Should().Contain("notices:write");
    }

    [Fact]
    public async Task A_public_function_asks_nobody()
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Get, "health", "Bearer unknown");

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("health", null, 16 * 1024, HttpStatusCode.OK)]
    [InlineData("health", null, (16 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("notices", Writer, 15 * 1024 * 1024, HttpStatusCode.OK)]
    [InlineData("notices", Writer, (15 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("notices", "unknown", (15 * 1024 * 1024) + 1, HttpStatusCode.Unauthorized)]
    public async Task A_body_beyond_the_functions_own_limit_is_refused_before_it_is_read(string path, string? token, int length, HttpStatusCode expected)
    {
        await using TestHost host = await StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await host.Http.SendAsync(request);

        answer.StatusCode.Should().Be(expected);
    }

    [Theory]
    [InlineData("health", null, 15 * 1024, HttpStatusCode.OK)]
    [InlineData("health", null, (16 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("notices", Writer, 2000 * 1024, HttpStatusCode.OK)]
    [InlineData("notices", Writer, (15 * 1024 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_of_unknown_length_is_cut_off_at_the_functions_own_limit(string path, string? token, int length, HttpStatusCode expected)
    {
        await using TestHost host = await StartAsync();
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(new byte[length])) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage answer = await host.Http.SendAsync(request);

        answer.StatusCode.Should().Be(expected);
        (await answer.Content.ReadAsStringAsync()).Should().Contain(expected == HttpStatusCode.OK ? $"{length} read" : $"at most {length - 1} bytes");
    }

    [Fact]
    public async Task Who_sends_bad_tokens_without_end_is_told_to_wait_and_a_good_one_from_the_same_address_goes_through()
    {
        await using TestHost host = await StartAsync();
        FailedAuthentications failures = host.Services.GetRequiredService<FailedAuthentications>();
        for (int i = 0; i < FailedAuthentications.TokensPerAddress; i++)
        {
            failures.CountToken(IPAddress.Loopback).Should().BeNull();
        }

        using HttpResponseMessage bad = await AskAsync(host, HttpMethod.Get, "notices", "Bearer unknown");
        bad.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        bad.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        using HttpResponseMessage good = await AskAsync(host, HttpMethod.Get, "notices", $"Bearer {Reader}");
        good.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("inbox", "token-of-user-ann", "orders:ann", HttpStatusCode.OK)]
    [InlineData("inbox", "token-of-user-ann", "orders:bob", HttpStatusCode.NotFound)]
    [InlineData("inbox", "token-of-user-ann", "switched-off:ann", HttpStatusCode.NotFound)]
    [InlineData("inbox", "token-of-user-ann", "not-served:ann", HttpStatusCode.NotFound)]
    [InlineData("inbox", "token-of-user-ann", "unknown:ann", HttpStatusCode.NotFound)]
    [InlineData("inbox", "token-of-user-ann", "ann", HttpStatusCode.BadRequest)]
    [InlineData("inbox", "token-of-user-ann", null, HttpStatusCode.BadRequest)]
    [InlineData("inbox", "token-of-user-nobody", "orders:ann", HttpStatusCode.Unauthorized)]
    [InlineData("inbox", "token-of-user-whom-nobody-knows-yet", "orders:ann", HttpStatusCode.ServiceUnavailable)]
    [InlineData("inbox", Reader, "orders:ann", HttpStatusCode.Forbidden)]
    [InlineData("notices", "token-of-user-ann", "orders:ann", HttpStatusCode.Unauthorized)]
    public async Task A_user_with_a_token_of_the_issuer_is_let_in_to_what_is_for_users_and_to_nothing_else(string path, string token, string? user, HttpStatusCode status)
    {
        await using TestHost host = await StartAsync();
        using HttpResponseMessage answer = await AskAsync(host, HttpMethod.Get, path, $"Bearer {token}", user);

        answer.StatusCode.Should().Be(status);
        if (status == HttpStatusCode.OK)
        {
            (await answer.Content.ReadAsStringAsync()).Should().Be("ann of orders: UsersConnect");
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(TestHost host, HttpMethod method, string path, string? authorization, string? user = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("x-notice-user", user);
        }

        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await host.Http.SendAsync(request);
    }

    private static Task<TestHost> StartAsync()
    {
        IAccessTokens tokens = Substitute.For<IAccessTokens>();
        tokens.ValidateAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns((Caller?)null);
        tokens.ValidateAsync(Reader, Arg.Any<CancellationToken>()).Returns(new Caller("orders", Scopes.NoticesRead));
        tokens.ValidateAsync(Writer, Arg.Any<CancellationToken>()).Returns(new Caller("orders", Scopes.NoticesWrite));
        return TestHost.StartAsync<Functions>(
            builder =>
            {
                builder.UseWhen<ProblemMiddleware>(HttpTriggers.Started);
                builder.UseWhen<AccessMiddleware>(HttpTriggers.Started);
                builder.Services.AddSingleton(tokens).AddSingleton(Substitute.For<IDatabase>()).AddSingleton(TimeProvider.System)
                    .AddSingleton(Options.Create(new NoticesOptions())).AddSingleton<ClientAddress>().AddSingleton<FailedAuthentications>()
                    .AddSingleton(Users()).AddSingleton(Applications()).AddSingleton<UserAccess>();
            });
    }

    private static IUserTokens Users()
    {
        IUserTokens users = Substitute.For<IUserTokens>();
        users.IsMeant(Arg.Is<string>(token => token.StartsWith("token-of-user", StringComparison.Ordinal))).Returns(true);
        users.ValidateAsync("token-of-user-ann", Arg.Any<CancellationToken>()).Returns("ann");
        users.ValidateAsync("token-of-user-nobody", Arg.Any<CancellationToken>()).Returns((string?)null);
        users.ValidateAsync("token-of-user-whom-nobody-knows-yet", Arg.Any<CancellationToken>()).ThrowsAsync(new IssuerAwayException("away"));
        users.Serves("orders").Returns(true);
        users.Serves("switched-off").Returns(true);
        return users;
    }

    private static IApplications Applications()
    {
        IApplications applications = Substitute.For<IApplications>();
        foreach (string id in (string[])["orders", "switched-off", "not-served"])
        {
            applications.FindAsync(id, Arg.Any<CancellationToken>()).Returns(new RegisteredApplication(id, "", "", Scopes.UsersConnect, DateTimeOffset.UnixEpoch) { Disabled = id == "switched-off" });
        }

        return applications;
    }

    private sealed class Functions
    {
        [Function("ReadInbox")]
        public static string Inbox([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox")] HttpRequest request)
        {
            Caller caller = request.HttpContext.GetCaller();
            return $"{caller.User} of {caller.Application}: {caller.Scopes}";
        }

        [Function("ListNotices")]
        public static string List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notices")] HttpRequest request)
        {
            Caller caller = request.HttpContext.GetCaller();
            return $"{caller.Application}: {caller.Scopes}";
        }

        [Function("AcceptNotice")]
        public static Task<string> AcceptAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "notices")] HttpRequest request) => ReadAsync(request);

        [Function("GetHealth")]
        public static Task<string> HealthAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "health")] HttpRequest request) => ReadAsync(request);

        private static async Task<string> ReadAsync(HttpRequest request)
        {
            using MemoryStream body = new();
            await request.Body.CopyToAsync(body);
            return $"{body.Length} read";
        }
    }
}
