using System.Net;
using System.Net.Http.Headers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>An application that sends more than it may, to the real platform.</summary>
[Collection<HostilePlatform>]
public sealed class ApplicationLimitTests(PlatformProcess platform) : PlatformTests(platform)
{
    private const string Secret = "the secret of an application";
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Its_registration_says_how_much_it_may_send_and_a_change_of_that_is_soon_in_force()
    {
        // All of it within one minute of the clock.
        TimeSpan left = TimeSpan.FromSeconds(60 - TimeProvider.System.GetUtcNow().Second);
        await Task.Delay(left < Enough ? left : TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        await using PlatformStores stores = new(Platform);
        RegisteredApplication application = PlatformStores.Application($"app-{Guid.NewGuid():N}", Secret) with { Rules = new ApplicationRules { NoticesPerMinute = 2 } };
        await stores.RegisterAsync(application);
        string token = await TokenAsync(application.Id);

        (await PostAsync(token)).Status.Should().Be(HttpStatusCode.Accepted);
        PlatformAnswer second = await PostAsync(token);
        second.Status.Should().Be(HttpStatusCode.Accepted);
        second.Headers.GetValues("RateLimit").Single().Should().StartWith("\"notices-per-minute\";r=0;t=");
        PlatformAnswer third = await PostAsync(token);
        third.Status.Should().Be(HttpStatusCode.TooManyRequests);
        third.ContentType.Should().Be("application/problem+json");
        third.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        third.Headers.GetValues("RateLimit-Policy").Should().Equal("\"notices-per-minute\";q=2;w=60");
        (await Client.PostAsync(PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString())).Status.Should().Be(HttpStatusCode.Accepted, "others are let in");
        Platform.Said.Should().ContainSingle(line => line.Contains(application.Id, StringComparison.Ordinal) && line.Contains("has reached its limit", StringComparison.Ordinal));

        await stores.RegisterAsync(application with { Rules = new ApplicationRules { NoticesPerMinute = 4, PendingNotices = 1 } });
        await PlatformClient.Eventually(async () => (await PostAsync(token)).Status == HttpStatusCode.Accepted, () => "more is allowed");
    }

    private Task<PlatformAnswer> PostAsync(string token) => Client.SendAsync(
        HttpMethod.Post, "/api/notices", [("Authorization", $"Bearer {token}")], new StringContent(PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString(), new MediaTypeHeaderValue("application/json")));

    private async Task<string> TokenAsync(string id)
    {
        PlatformAnswer answer = await Client.SendAsync(
            HttpMethod.Post, "/api/tokens", [], new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", Secret)]));
        return answer.Json["access_token"]!.GetValue<string>();
    }
}
