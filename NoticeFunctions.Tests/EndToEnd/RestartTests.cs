using System.Text.Json.Nodes;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>A platform that ends and starts again: each test leaves it running for the next.</summary>
public sealed class RestartTests(PlatformProcess platform) : IClassFixture<PlatformProcess>, IAsyncLifetime
{
    // Seconds: long enough for a restart on a machine that has other work.
    private const int Count = 24;

    private PlatformClient Client => new(platform.Http);

    public async ValueTask InitializeAsync() => await platform.EnsureStartedAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_cycle_goes_on_with_its_count_right_after_the_host_is_stopped_and_started()
    {
        string ann = PlatformClient.NewAddress();
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["every"] = "PT1S", ["count"] = Count }));
        await PlatformClient.Eventually(() => Task.FromResult(platform.SendGrid.CallsFor(ann).Count >= 2), () => "two occurrences should have gone out");
        await platform.InterruptAsync();
        int before = platform.SendGrid.CallsFor(ann).Count;
        await platform.StartAsync();
        JsonObject notice = await Client.EndedAsync(id);

        int[] occurrences = [.. Deliveries(ann).Select(delivery => int.Parse(delivery.Split('-')[1]))];
        occurrences.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        occurrences.Should().StartWith([1]).And.EndWith([Count]);
        occurrences.Length.Should().BeGreaterThan(before);
        notice["occurrences"]!.GetValue<int>().Should().Be(Count);
        notice["status"]!.GetValue<string>().Should().Be("completed");
        notice["counts"]!["email"]!["sent"]!.GetValue<int>().Should().Be(occurrences.Length, "what was missed meanwhile is made up for once, and counted as often as it was sent");
        platform.SendGrid.CallsFor(ann).Should().OnlyContain(call => call.Deliveries.Count == 1);
    }

    [Fact]
    public async Task A_restart_between_two_occurrences_misses_none()
    {
        string ann = PlatformClient.NewAddress();
        DateTimeOffset start = TimeProvider.System.GetUtcNow().AddSeconds(30);
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["every"] = "PT5S", ["start"] = start.ToString("O"), ["count"] = 3 }));
        await platform.InterruptAsync();
        await platform.StartAsync();
        TimeProvider.System.GetUtcNow().Should().BeBefore(start, "the platform should be back before the first occurrence is due");
        await Client.EndedAsync(id);

        Deliveries(ann).Should().Equal($"{id}-1-email-0", $"{id}-2-email-0", $"{id}-3-email-0");
        platform.SendGrid.CallsFor(ann)[0].At.Should().BeOnOrAfter(start);
    }

    [Fact]
    public async Task Ctrl_C_ends_the_host_and_the_services_it_started()
    {
        IReadOnlyList<ServiceState> services = platform.Services;
        services.Should().HaveCount(2).And.OnlyContain(service => service.IsAlive);

        int code = await platform.InterruptAsync();

        code.Should().Be(0);
        services.Should().OnlyContain(service => !service.IsAlive && LoopbackPort.IsFree(service.Port));
        platform.Said.Should().NotContain(line => line.Contains("Exception"));
    }

    [Fact]
    public async Task A_delayed_notice_survives_a_kill_and_goes_out_once()
    {
        string ann = PlatformClient.NewAddress();
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["delay"] = "PT3S" }));
        await platform.KillAsync();
        IReadOnlyList<ServiceState> services = platform.Services;
        services.Should().OnlyContain(service => service.IsAlive, "a killed host can't end them");
        await platform.StartAsync();
        await Client.EndedAsync(id);

        platform.Services.Should().Equal(services, "the next host takes them over");
        Deliveries(ann).Should().Equal($"{id}-1-email-0");
    }

    private IEnumerable<string> Deliveries(string recipient) => platform.SendGrid.CallsFor(recipient).SelectMany(call => call.Deliveries);
}
