using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Crashes;

/// <summary>The real process is killed with -9 while one notice goes out to a thousand, each with a call of its own because its message holds a link of its own.</summary>
[Collection(nameof(CrashTests))]
public sealed class FanOutKillTests(CrashingPlatform platform) : IClassFixture<CrashingPlatform>, IAsyncLifetime
{
    private const int Recipients = 1000;
    private const int Before = 200;

    public async ValueTask InitializeAsync() => await platform.EnsureStartedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_kill_during_a_fan_out_misses_nobody_and_repeats_no_more_than_the_calls_under_way_each_marked()
    {
        PlatformClient client = new(platform.Process.Http);
        JsonObject notice = PlatformClient.Mail(PlatformClient.NewAddress());
        notice["to"] = new JsonArray([.. Enumerable.Range(0, Recipients).Select(_ => new JsonObject { ["email"] = PlatformClient.NewAddress() })]);
        notice["stopWhen"] = "acknowledged";
        string id = await client.AcceptedAsync(notice);
        await PlatformClient.Eventually(() => Task.FromResult(platform.Process.SendGrid.Calls.Count >= Before), () => "the fan-out should have begun");
        JsonObject underway = (await client.GetAsync($"api/notices/{id}")).Json;
        await platform.KillAsync();
        await platform.RestartAsync();
        client = new(platform.Process.Http);
        await client.EndedAsync(id);

        IReadOnlyList<JsonObject> deliveries = await client.ListAsync($"api/notices/{id}/deliveries?limit=200");
        Dictionary<string, int> calls = platform.Process.SendGrid.Calls.SelectMany(call => call.Deliveries).GroupBy(delivery => delivery).ToDictionary(group => group.Key, group => group.Count());
        deliveries.Should().HaveCount(Recipients).And.OnlyContain(delivery => delivery["status"]!.GetValue<string>() == "sent");
        calls.Should().HaveCount(Recipients, "nobody is missed");
        string[] repeated = [.. calls.Where(call => call.Value > 1).Select(call => call.Key)];
        repeated.Should().HaveCountLessThanOrEqualTo(platform.Kills[^1].InFlight.Count).And.BeSubsetOf(platform.Kills[^1].InFlight);
        platform.Kills[^1].InFlight.Should().HaveCountLessThanOrEqualTo(8, "so many calls are made at a time");
        string[] marked = [.. deliveries.Where(delivery => delivery["attempts"]!.AsArray().Any(attempt => attempt!["result"]!.GetValue<string>() == "uncertain")).Select(delivery => delivery["id"]!.GetValue<string>())];
        repeated.Should().BeSubsetOf(marked);
        marked.Should().HaveCountLessThanOrEqualTo(8);
        underway["underway"]!["of"]!.GetValue<int>().Should().Be(Recipients);
        underway["underway"]!["ended"]!.GetValue<int>().Should().BeInRange(1, Recipients - 1);
    }
}
