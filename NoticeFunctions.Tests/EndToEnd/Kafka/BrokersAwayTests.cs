using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>Brokers that do not answer for a while.</summary>
public sealed class BrokersAwayTests : IAsyncLifetime
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(30);

    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await KafkaPlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task While_the_brokers_do_not_answer_nothing_is_lost()
    {
        NumberedNotices notices = new(platform);
        await Task.WhenAll(notices.Send(100));
        await notices.HoldAsync();
        await platform.SignalAsync("STOP", "kafka-broker");
        Task[] meanwhile;
        string posted;
        try
        {
            Task away = Task.Delay(Away, TimeProvider.System, TestContext.Current.CancellationToken);
            meanwhile = notices.Send(1000);
            posted = await platform.Client.AcceptedAsync(PlatformClient.Mail(PlatformClient.NewAddress()));
            (await platform.Client.EndedAsync(posted))["status"]!.GetValue<string>().Should().Be("completed", "the other door is open, and delivers");
            await platform.SaysAsync("gives up partitions");
            await away;
            meanwhile.Should().NotContain(one => one.IsCompleted);
        }
        finally
        {
            await platform.SignalAsync("CONT", "kafka-broker");
        }

        await Task.WhenAll(meanwhile);
        await notices.HoldAsync();
        await PlatformClient.Eventually(() => Task.FromResult(platform.Intake.Lag() == 0), () => $"the intake should catch up, and lags by {platform.Intake.Lag()}");
        platform.EventsOf(posted).Select(one => (string)one["type"]!).Should().Equal("notice.accepted", "notice.delivery.sent", "notice.completed");
    }
}
