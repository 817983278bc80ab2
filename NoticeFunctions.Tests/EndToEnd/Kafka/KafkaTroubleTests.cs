using System.Globalization;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>Whatever is away or dies: each message is one notice in the end.</summary>
public sealed class KafkaTroubleTests : IAsyncLifetime
{
    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await KafkaPlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_host_that_is_killed_again_and_again_makes_each_message_a_notice_once()
    {
        const int Kills = 3;
        const int Each = 300;
        for (int kill = 0; kill < Kills; kill++)
        {
            Task[] sent = Send(Each);
            await Task.WhenAll(sent[..(Each / 2)]);
            await platform.Process.KillAsync();
            await Task.WhenAll(sent);
            await platform.Process.StartAsync();
        }

        await platform.CountedAsync(Kills * Each);
    }

    [Fact]
    public async Task While_Redis_does_not_answer_nothing_is_committed_and_afterwards_everything_comes_once()
    {
        await Task.WhenAll(Send(20));
        await platform.CountedAsync(20);
        await platform.SignalAsync("STOP", "GarnetServer");
        try
        {
            await Task.WhenAll([.. Send(100), platform.SendAsync("hello")]);
            await PlatformClient.Eventually(
                () => Task.FromResult(platform.Process.Said.Any(line => line.Contains("Kafka function AcceptFromKafka failed", StringComparison.Ordinal))), () => "the function should fail meanwhile");
        }
        finally
        {
            await platform.SignalAsync("CONT", "GarnetServer");
        }

        await platform.CountedAsync(120);
        (await platform.DeadLettersAsync(1)).Single()["reason"]!.GetValue<string>().Should().Be("not-json");
    }

    [Fact]
    public async Task While_the_brokers_do_not_answer_nothing_is_lost()
    {
        await Task.WhenAll(Send(50));
        await platform.CountedAsync(50);
        await platform.SignalAsync("STOP", "kafka-broker");
        Task[] meanwhile;
        try
        {
            meanwhile = Send(50);
            await PlatformClient.Eventually(
                () => Task.FromResult(platform.Process.Said.Any(line => line.Contains("gives up partitions", StringComparison.Ordinal))), () => "the clients should notice it");
            meanwhile.Should().NotContain(one => one.IsCompleted);
        }
        finally
        {
            await platform.SignalAsync("CONT", "kafka-broker");
        }

        await Task.WhenAll(meanwhile);
        await platform.CountedAsync(100);
    }

    private Task[] Send(int count) => [.. Enumerable.Range(0, count).Select(i => platform.SendAsync(KafkaPlatform.Later, key: i.ToString(CultureInfo.InvariantCulture)))];
}
