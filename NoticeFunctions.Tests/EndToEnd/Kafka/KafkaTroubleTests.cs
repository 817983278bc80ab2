using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>Whatever store is away: each message is one notice in the end.</summary>
public sealed class KafkaTroubleTests : IAsyncLifetime
{
    private const string Lag = "localhost.kafka.lag";

    private MetricCollector metrics = null!;
    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync()
    {
        metrics = await MetricCollector.StartAsync();
        platform = await KafkaPlatform.StartAsync(metrics.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        await metrics.DisposeAsync();
    }

    [Fact]
    public Task While_Redis_does_not_answer_nothing_is_committed_and_afterwards_everything_comes_once() => OutlivesAsync("GarnetServer");

    [Fact]
    public Task While_storage_does_not_answer_no_message_is_committed_and_afterwards_everything_comes_once() => OutlivesAsync("azurite");

    private async Task OutlivesAsync(string service)
    {
        NumberedNotices notices = new(platform);
        await Task.WhenAll(notices.Send(20));
        await notices.HoldAsync();
        await PlatformClient.Eventually(() => Task.FromResult(platform.Intake.Lag() == 0), () => "what is done should be committed");
        await platform.SignalAsync("STOP", service);
        try
        {
            await Task.WhenAll([.. notices.Send(500), platform.SendAsync("hello", platform.Authorization)]);
            await platform.SaysAsync("Kafka function AcceptFromKafka failed");
            platform.Intake.Committed().Should().Be(20, "nothing is committed past what could not be stored");
            await PlatformClient.Eventually(() => Task.FromResult(metrics.Gauge(Lag) > 0), () => $"the metric should show what waits, and says {metrics.Gauge(Lag)}");
        }
        finally
        {
            await platform.SignalAsync("CONT", service);
        }

        await notices.HoldAsync();
        (await platform.DeadLettersAsync(1)).Single()["reason"]!.GetValue<string>().Should().Be("not-json");
        platform.Read("notices.dead-letter").Should().ContainSingle();
        await PlatformClient.Eventually(() => Task.FromResult(platform.Intake.Lag() == 0), () => "all should be committed in the end");
        await PlatformClient.Eventually(() => Task.FromResult(metrics.Gauge(Lag) == 0), () => $"the metric should show that nothing waits, and says {metrics.Gauge(Lag)}");
    }
}
