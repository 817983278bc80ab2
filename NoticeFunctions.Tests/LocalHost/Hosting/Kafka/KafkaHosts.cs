using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Hosting.Kafka;
using NoticeFunctions.Tests.LocalHost.Journal;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>What Kafka functions of a test have been called with, in the order of their calls, and what they are to do about it.</summary>
internal sealed class Received
{
    private readonly ConcurrentQueue<KafkaRecord[]> calls = new();

    /// <summary>Called before an invocation counts; what it throws fails the invocation.</summary>
    public Func<KafkaRecord[], Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>The values of all messages, as text.</summary>
    public IReadOnlyList<string> Values => [.. calls.SelectMany(call => call).Select(record => Encoding.UTF8.GetString(record.Value))];

    /// <summary>The messages of each call.</summary>
    public IReadOnlyList<KafkaRecord[]> Calls => [.. calls];

    public async Task TakeAsync(params KafkaRecord[] records)
    {
        await Before(records);
        calls.Enqueue(records);
    }

    /// <summary>Waits until so many messages have been taken.</summary>
    public Task CountAsync(int count) => Until.Async(() => calls.Sum(call => call.Length) >= count);
}

/// <summary>Waits for what comes by itself.</summary>
internal static class Until
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task Async(Func<bool> condition)
    {
        for (long begun = TimeProvider.System.GetTimestamp(); !condition();)
        {
            TimeProvider.System.GetElapsedTime(begun).Should().BeLessThan(Limit, "what is waited for should have come");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}

/// <summary>One message an invocation.</summary>
internal sealed class OneByOne(Received received)
{
    [Function(nameof(OneByOne))]
    public Task RunAsync([KafkaTrigger("%Brokers%", "%Topic%", ConsumerGroup = "%Group%")] KafkaRecord record) => received.TakeAsync(record);
}

/// <summary>Many messages an invocation.</summary>
internal sealed class Batched(Received received)
{
    [Function(nameof(Batched))]
    public Task RunAsync([KafkaTrigger("Brokers", "%Topic%", ConsumerGroup = "%Group%", IsBatched = true)] KafkaRecord[] records) => received.TakeAsync(records);
}

/// <summary>The same topic in a group of its own.</summary>
internal sealed class OtherGroup(ConcurrentQueue<string> heard)
{
    [Function(nameof(OtherGroup))]
    public void Run([KafkaTrigger("%Brokers%", "%Topic%", ConsumerGroup = "%Group%-other")] KafkaRecord record) => heard.Enqueue(Encoding.UTF8.GetString(record.Value));
}

/// <summary>Starts hosts of Kafka functions.</summary>
internal static class KafkaHosts
{
    public static Task<TestHost> StartAsync<TFunctions>(string brokers, string topic, Received received, string options = "", IMeterFactory? meters = null, RecordedLog? log = null)
    {
        TestFolder folder = new($$"""{ "version": "2.0", "extensions": { "http": { "routePrefix": "" }, "kafka": { {{options}} } } }""");
        return TestHost.StartAsync(
            [typeof(TFunctions)],
            builder =>
            {
                builder.Services.AddSingleton(received);
                if (meters is not null)
                {
                    builder.Services.AddSingleton(meters);
                }

                if (log is not null)
                {
                    builder.Services.AddSingleton<ILogger<KafkaService>>(new RecordedLog<KafkaService>(log));
                }
            },
            folder,
            settings: [("Brokers", brokers), ("Topic", topic), ("Group", topic + "-group")]);
    }

    /// <summary>What the group has committed of a topic, over all partitions.</summary>
    public static long Committed(string brokers, string topic, int partitions)
    {
        using KafkaGroup group = new(brokers, topic + "-group", topic, partitions);
        return group.Committed();
    }
}
