using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Access;
using NoticeFunctions.Admission;
using NoticeFunctions.Http;
using NoticeFunctions.Inbox;
using NoticeFunctions.Intake;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Bodies that are too long or too deep, on every route that may be posted to.</summary>
[Collection<HostilePlatform>]
public sealed class BodyLimitTests(PlatformProcess platform) : PlatformTests(platform)
{
    // These read their bodies to the end, whatever is in them.
    private static readonly string[] Readers = [nameof(AcceptNotice), nameof(GetToken)];

    public static TheoryData<string, bool> Posts { get; } =
        [.. from function in HttpFunctions.Find(typeof(RoutePolicies).Assembly) where function.Method == HttpMethod.Post from chunked in new[] { false, true } select (function.Name, chunked)];

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task A_body_beyond_the_routes_limit_is_refused_whether_or_not_it_says_how_long_it_is(string name, bool chunked)
    {
        HttpFunction function = HttpFunctions.Find(typeof(RoutePolicies).Assembly).First(one => one.Name == name && one.Method == HttpMethod.Post);
        int most = RoutePolicies.Of(name)!.BodyBytes;
        PlatformAnswer answer = await PostAsync(function, Encoding.ASCII.GetBytes($"a={new string(' ', most)}"), chunked);

        ((int)answer.Status).Should().BeInRange(400, 499, answer.Text);
        if (!chunked || Readers.Contains(name))
        {
            answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge, answer.Text);
            answer.ContentType.Should().Be("application/problem+json");
            answer.Json["detail"]!.GetValue<string>().Should().Be($"The body may have at most {most} bytes.");
        }
    }

    [Fact]
    public async Task A_body_may_nest_64_deep_and_no_deeper()
    {
        HttpFunction accept = HttpFunctions.Find(typeof(RoutePolicies).Assembly).First(one => one.Name == nameof(AcceptNotice));
        PlatformAnswer deep = await PostAsync(accept, Encoding.ASCII.GetBytes($"{{ \"more\": {new string('[', 63)}{new string(']', 63)} }}"), chunked: false);
        deep.Status.Should().Be(HttpStatusCode.BadRequest);
        deep.Pointers.Should().Contain("/more").And.NotContain("", "it was read");

        PlatformAnswer deeper = await PostAsync(accept, Encoding.ASCII.GetBytes($"{{ \"more\": {new string('[', 64)}{new string(']', 64)} }}"), chunked: false);
        deeper.Status.Should().Be(HttpStatusCode.BadRequest);
        deeper.Pointers.Should().Equal("");
    }

    // A server that closes on a body of which it reads no more may do so before its answer is read: whoever sends one asks again.
    private async Task<PlatformAnswer> PostAsync(HttpFunction function, byte[] body, bool chunked)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                return await TryPostAsync(function, body, chunked);
            }
            catch (HttpRequestException) when (chunked && tries < 20)
            {
            }
        }
    }

    private async Task<PlatformAnswer> TryPostAsync(HttpFunction function, byte[] body, bool chunked)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(function.Path.Replace("{", "").Replace("}", ""), UriKind.Relative)) { Content = new StreamContent(new MemoryStream(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(function.Name == nameof(GetToken) ? "application/x-www-form-urlencoded" : "application/json");
        request.Headers.TransferEncodingChunked = chunked;

        // The server may close after a body that it has refused, and the next request is not to meet that connection.
        request.Headers.ConnectionClose = true;

        // The host itself wants it of a negotiation, before anything of the app is asked.
        request.Headers.Add(Negotiate.UserHeader, "orders:ann");
        if (!RoutePolicies.Of(function.Name)!.IsPublic)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync());
        }

        using HttpResponseMessage answer = await Platform.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new PlatformAnswer(answer.StatusCode, answer.Headers, answer.Content.Headers.ContentType?.ToString(), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    // With every scope: a body is refused for its length and for nothing else.
    private async Task<string> TokenAsync()
    {
        PlatformAnswer answer = await Client.SendAsync(
            HttpMethod.Post, "/api/tokens", [], new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", Platform.AdminSecret)]));
        return JsonNode.Parse(answer.Text)!["access_token"]!.GetValue<string>();
    }
}
