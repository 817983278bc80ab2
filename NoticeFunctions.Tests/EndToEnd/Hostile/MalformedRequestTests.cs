using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NoticeFunctions.Access;
using NoticeFunctions.Http;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>What a platform says to thousands of requests that nobody should send.</summary>
public sealed partial class MalformedRequestTests
{
    private const int Seed = 20261127;
    private const int Requests = 10_000;
    private const int AtOnce = 16;

    [Fact]
    public async Task Ten_thousand_malformed_requests_get_no_5xx_and_nothing_out_of_the_platform_which_goes_on()
    {
        // Of its own: after so many failures it lets nobody from here try a secret for a minute.
        await using PlatformProcess platform = new();
        await platform.EnsureStartedAsync();
        string token = await TokenAsync(platform);
        MalformedRequests requests = new(new Random(Seed), HttpFunctions.Find(typeof(RoutePolicies).Assembly), token);
        RawRequest[] all = [.. Enumerable.Range(0, Requests).Select(_ => requests.Next())];
        string[] secrets = [token, platform.AdminSecret, platform.Root, Setting(platform, "Records__AddressKey"), platform.Settings["SendGrid__ApiKey"]];
        IPEndPoint server = new(IPAddress.Loopback, platform.Http.BaseAddress!.Port);
        ConcurrentBag<(RawRequest Request, RawAnswer Answer)> wrong = [];
        ConcurrentBag<RawRequest> unanswered = [];
        ConcurrentDictionary<int, int> statuses = new();

        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = TestContext.Current.CancellationToken }, async (request, _) =>
        {
            RawAnswer answer = await RawExchange.SendAsync(server, request);
            statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
            if (IsOurFault(request, answer) || Inside().IsMatch(answer.Text) || secrets.Any(answer.Text.Contains))
            {
                wrong.Add((request, answer));
            }

            if (answer.Status == -1 || (answer.Status == 0 && !request.BreaksOff))
            {
                unanswered.Add(request);
            }
        });

        wrong.Take(3).Select(one => $"{one.Request}\n--> {one.Answer.Text}").Should().BeEmpty("{0} of {1} answers are wrong", wrong.Count, Requests);
        statuses.Keys.Should().Contain([200, 202, 400, 401, 404, 405, 413, 415, 431], "otherwise it was no test of them: {0}", string.Join(", ", statuses.OrderBy(one => one.Key).Select(one => $"{one.Value} x {one.Key}")));
        unanswered.Select(one => one.ToString()).Should().BeEmpty("only who hangs up is not answered");

        platform.IsAlive.Should().BeTrue();
        PlatformClient client = new(platform.Http);
        (await client.GetAsync("api/health")).Status.Should().Be(HttpStatusCode.OK);
        PlatformAnswer accepted = await client.SendAsync(
            HttpMethod.Post, "api/notices", [("Authorization", $"Bearer {token}")], new StringContent(PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString(), mediaType: new("application/json")));
        accepted.Status.Should().Be(HttpStatusCode.Accepted, accepted.Text);
        string.Join('\n', platform.Said).Should().NotContainAny(secrets.Except([platform.Root]));
    }

    [Theory]
    [InlineData("   at NoticeFunctions.Intake.NoticeIntake.AcceptAsync()")]
    [InlineData("System.InvalidOperationException: no")]
    [InlineData("in /src/NoticeFunctions/Program.cs:line 7")]
    [InlineData("StackExchange.Redis.RedisTimeoutException")]
    public void What_comes_from_inside_is_known_for_it(string text) => Inside().IsMatch(text).Should().BeTrue();

    // 505 is the server's word on a version that it does not speak (RFC 9110, section 15.6.6), before any of the platform.
    // A negotiation without its user is answered by the host itself, with an empty 500, as on Azure.
    private static bool IsOurFault(RawRequest request, RawAnswer answer) =>
        answer.Status >= 500 && !request.ToString().Contains("/api/negotiate", StringComparison.OrdinalIgnoreCase) && (answer.Status != (int)HttpStatusCode.HttpVersionNotSupported || request.ToString().Contains(" HTTP/1.1\r\n", StringComparison.Ordinal));

    private static async Task<string> TokenAsync(PlatformProcess platform)
    {
        using HttpResponseMessage answer = await platform.Http.PostAsync(
            new Uri("api/tokens", UriKind.Relative), new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", platform.AdminSecret)]));
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    private static string Setting(PlatformProcess platform, string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(platform.Root, "local.settings.json")))!["Values"]![name]!.GetValue<string>();

    [GeneratedRegex(@"^\s+at \w+\.|\w+Exception\b|\.cs:line|NoticeFunctions\.|\bSystem\.\w+\.|StackExchange|Microsoft\.\w+\.", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Inside();
}
