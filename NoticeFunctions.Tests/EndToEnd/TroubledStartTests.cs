using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>Platforms that can't work as they should: what their operators and callers are told.</summary>
public sealed class TroubledStartTests
{
    [Theory]
    [InlineData("Delivery__MaxAttempts", "0", "Delivery:MaxAttempts must be from 1 to 100.")]
    [InlineData("Records__AddressKey", "nonsense", "Records:AddressKey must be 32 random bytes in base64")]
    [InlineData("Notices__BootstrapAdminSecret", "", "Notices:BootstrapAdminSecret must have at least 16 characters")]
    [InlineData("Limits__NoticesPerMinute", "-1", "Limits:NoticesPerMinute must be from 0, which is no limit, to 100000000.")]
    [InlineData("SendGrid__From", "", "SendGrid:From must be an e-mail address")]
    [InlineData("Redis", "<memcached>", "Redis: LocalHost has no service '<memcached>'")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string setting, string value, string line)
    {
        await using PlatformProcess platform = new();
        platform.Settings[setting] = value;
        Func<Task> start = platform.EnsureStartedAsync;

        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage("The platform ended at its start*");
        platform.ExitCode.Should().Be(1);
        platform.Said.Should().ContainSingle(said => said.Contains(line, StringComparison.Ordinal));
        platform.Said.Should().NotContain(said => said.Contains("   at ", StringComparison.Ordinal));
        platform.Services.Should().OnlyContain(service => !service.IsAlive, "what was started for it ends with it");
    }

    [Fact]
    public async Task While_Redis_is_away_health_and_intake_are_503_and_nothing_else_is_told()
    {
        await using PlatformProcess platform = new() { WaitsUntilHealthy = false };
        platform.Settings["Redis"] = "127.0.0.1:1,password=secret,connectTimeout=1000,asyncTimeout=1000";
        await platform.EnsureStartedAsync();
        PlatformClient client = new(platform.Http);

        PlatformAnswer health = await client.GetAsync("api/health");
        health.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        Dependency(health, "redis")["status"]!.GetValue<string>().Should().Be("unhealthy");
        Dependency(health, "durable")["status"]!.GetValue<string>().Should().Be("healthy");

        foreach (PlatformAnswer answer in (PlatformAnswer[])[await client.PostAsync(PlatformClient.Mail("ann@example.com").ToJsonString()), await client.GetAsync("api/notices")])
        {
            answer.Status.Should().Be(HttpStatusCode.ServiceUnavailable);
            answer.ContentType.Should().StartWith("application/problem+json");
            answer.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromSeconds(5));
            answer.Text.Should().NotContain("127.0.0.1").And.NotContain("secret").And.NotContain("Exception");
        }
    }

    private static JsonObject Dependency(PlatformAnswer health, string name) =>
        health.Json["dependencies"]!.AsArray().Select(one => one!.AsObject()).Single(one => one["name"]!.GetValue<string>() == name);
}
