using System.Net;
using NoticeFunctions.Limits;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Who tries one secret after the other.</summary>
[Collection<HostilePlatform>]
public sealed class GuessingTests(PlatformProcess platform) : PlatformTests(platform)
{
    private const string Secret = "the secret of an application";

    [Fact]
    public async Task Who_guesses_has_to_wait_even_with_the_right_secret_and_no_other_client_with_him()
    {
        // All of it within one minute of the clock.
        TimeSpan left = TimeSpan.FromSeconds(60 - TimeProvider.System.GetUtcNow().Second);
        await Task.Delay(left < TimeSpan.FromSeconds(20) ? left : TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);
        await using PlatformStores stores = new(Platform);
        (string guessed, string other) = ($"app-{Guid.NewGuid():N}", $"app-{Guid.NewGuid():N}");
        await stores.RegisterAsync(PlatformStores.Application(guessed, Secret));
        await stores.RegisterAsync(PlatformStores.Application(other, Secret));
        for (int failures = 0; failures < FailedAuthentications.PerClient; failures++)
        {
            PlatformAnswer failed = await AskAsync(guessed, $"wrong {failures}");
            failed.Status.Should().Be(HttpStatusCode.Unauthorized);
            failed.Json["error"]!.GetValue<string>().Should().Be("invalid_client");
        }

        PlatformAnswer held = await AskAsync(guessed, Secret);
        held.Status.Should().Be(HttpStatusCode.TooManyRequests);
        held.Headers.RetryAfter!.Delta.Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        held.Json["error"]!.GetValue<string>().Should().Be("temporarily_unavailable");
        (await AskAsync(other, Secret)).Status.Should().Be(HttpStatusCode.OK);
    }

    private Task<PlatformAnswer> AskAsync(string id, string secret) => Client.SendAsync(
        HttpMethod.Post, "/api/tokens", [], new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret)]));
}
