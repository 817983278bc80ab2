using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.EndToEnd.Crashes;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>A platform that listens to the development broker, and a stock client of that broker.</summary>
internal sealed class KafkaPlatform : IAsyncDisposable
{
    /// <summary>The partitions of each topic.</summary>
    public const int Partitions = 6;

    private const string Notices = "notices";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IAsyncDisposable whole;
    private IProducer<string?, byte[]>? producer;
    private string address = "";

    private KafkaPlatform(PlatformProcess process, IAsyncDisposable whole) => (Process, this.whole) = (process, whole);

    public PlatformProcess Process { get; }

    public PlatformClient Client => new(Process.Http);

    /// <summary>The token that messages carry, as their header has it: client admin's.</summary>
    public string Authorization { get; private set; } = "";

    /// <summary>How far the intake is.</summary>
    public KafkaGroup Intake { get; private set; } = null!;

    /// <summary>One with more settings.</summary>
    public static Task<KafkaPlatform> StartAsync(params IEnumerable<(string Name, string Value)> settings)
    {
        PlatformProcess process = new();
        foreach ((string name, string value) in settings)
        {
            process.Settings[name] = value;
        }

        return new KafkaPlatform(process, process).StartAsync(process.EnsureStartedAsync);
    }

    /// <summary>One that is to be killed.</summary>
    public static Task<KafkaPlatform> StartAsync(CrashingPlatform crashing) => new KafkaPlatform(crashing.Process, crashing).StartAsync(crashing.EnsureStartedAsync);

    /// <summary>Produces; returns when the brokers have it.</summary>
    /// <param name="value">The value.</param>
    /// <param name="authorization">The header; null: none.</param>
    /// <param name="key">The key.</param>
    /// <param name="partition">Where to; null: as the key has it.</param>
    /// <param name="headers">More headers.</param>
    public Task<DeliveryResult<string?, byte[]>> SendAsync(
        string value, string? authorization, string? key = null, int? partition = null, params IEnumerable<(string Name, string Value)> headers)
    {
        Headers all = [];
        foreach ((string name, string text) in authorization is null ? headers : headers.Append(("authorization", authorization)))
        {
            all.Add(name, Encoding.UTF8.GetBytes(text));
        }

        return producer!.ProduceAsync(
            new TopicPartition(Notices, partition ?? Partition.Any), new Message<string?, byte[]> { Key = key, Value = Encoding.UTF8.GetBytes(value), Headers = all });
    }

    /// <summary>All that a topic holds.</summary>
    public IReadOnlyList<ConsumeResult<byte[], byte[]>> Read(string topic)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer();
        consumer.Assign(Enumerable.Range(0, Partitions).Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning)));
        List<ConsumeResult<byte[], byte[]>> read = [];
        for (HashSet<TopicPartition> ended = []; ended.Count < Partitions;)
        {
            ConsumeResult<byte[], byte[]>? message = consumer.Consume(Patience);
            message.Should().NotBeNull($"{topic} should be readable to its end");
            if (message!.IsPartitionEOF)
            {
                ended.Add(message.TopicPartition);
            }
            else
            {
                read.Add(message);
            }
        }

        return read;
    }

    /// <summary>The dead letters, once there are so many.</summary>
    public async Task<IReadOnlyList<JsonObject>> DeadLettersAsync(int count)
    {
        IReadOnlyList<JsonObject> letters = [];
        await PlatformClient.Eventually(
            async () => (letters = await Client.ListAsync("api/dead-letters?limit=200", Authorization)).Count == count,
            () => $"there should be {count} dead letters and not {letters.Count}:\n{string.Join('\n', letters.Take(20).Select(letter => letter.ToJsonString()))}");
        return letters;
    }

    public async Task<JsonObject> RedriveAsync(string order)
    {
        using StringContent body = new(order, Encoding.UTF8, "application/json");
        PlatformAnswer answer = await Client.SendAsync(HttpMethod.Post, "api/dead-letters/redrive", [("authorization", Authorization)], body);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>The events of a notice up to its end, as a consumer should take them: once each, by their ids, and in the order of their sequence.</summary>
    public IReadOnlyList<JsonObject> EventsOf(string notice)
    {
        using IConsumer<byte[], byte[]> consumer = Consumer();
        consumer.Subscribe("notice-events");
        Dictionary<string, JsonObject> events = [];
        while (events.Values.All(one => (string)one["type"]! != "notice.completed"))
        {
            ConsumeResult<byte[], byte[]>? told = consumer.Consume(Patience);
            told.Should().NotBeNull($"notice.completed should come behind {string.Join(", ", events.Values.Select(one => (string)one["type"]!))}");
            if (!told!.IsPartitionEOF && JsonNode.Parse(told.Message.Value)!.AsObject() is var one && (string)one["subject"]! == notice)
            {
                events.TryAdd((string)one["id"]!, one);
            }
        }

        consumer.Close();
        return [.. events.Values.OrderBy(one => (string)one["sequence"]!, StringComparer.Ordinal)];
    }

    /// <summary>Waits until the present run has said it.</summary>
    public Task SaysAsync(string what) => PlatformClient.Eventually(
        () => Task.FromResult(Process.Said.Any(line => line.Contains(what, StringComparison.Ordinal))), () => $"it should say '{what}':\n{string.Join('\n', Process.Said.TakeLast(20))}");

    /// <summary>Sends a signal to a development service.</summary>
    /// <param name="signal">STOP or CONT.</param>
    /// <param name="command">What stands in its command line.</param>
    public async Task SignalAsync(string signal, string command)
    {
        ServiceState service = Process.Services.Single(service => service.Command.Contains(command, StringComparison.Ordinal));
        using Process kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{service.Pid}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        kill.ExitCode.Should().Be(0);
    }

    public async ValueTask DisposeAsync()
    {
        producer?.Dispose();
        Intake?.Dispose();
        await whole.DisposeAsync();
    }

    private async Task<KafkaPlatform> StartAsync(Func<Task> start)
    {
        Process.Settings["KafkaBrokers"] = "<kafka>";
        Process.Settings["Events__Enabled"] = "true";
        Process.Settings["AzureWebJobs.AcceptFromKafka.Disabled"] = "false";
        Process.Settings["AzureWebJobs.RecordDeadLetters.Disabled"] = "false";
        Process.Settings["Limits__NoticesPerMinute"] = "0";
        await start();
        address = Process.Said.Single(line => line.TrimStart().StartsWith("Kafka  127.0.0.1:", StringComparison.Ordinal)).Trim()["Kafka  ".Length..];
        producer = new ProducerBuilder<string?, byte[]>(
            new ProducerConfig { BootstrapServers = address, Acks = Acks.All, EnableIdempotence = true, MessageMaxBytes = 8_000_000, LingerMs = 1, MessageTimeoutMs = 120_000 }).Build();
        Intake = new(address, "notice-intake", Notices, Partitions);
        Authorization = "Bearer " + await TestApplication.AdminTokenAsync(Process);
        return this;
    }

    private IConsumer<byte[], byte[]> Consumer() => new ConsumerBuilder<byte[], byte[]>(
        new ConsumerConfig { BootstrapServers = address, GroupId = Guid.NewGuid().ToString("N"), AutoOffsetReset = AutoOffsetReset.Earliest, EnablePartitionEof = true }).Build();
}
