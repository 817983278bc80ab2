using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>A platform that listens to the development broker, and a stock client of that broker.</summary>
internal sealed class KafkaPlatform : IAsyncDisposable
{
    private IProducer<string?, byte[]>? producer;
    private string token = "";
    private string address = "";

    /// <summary>A notice that nobody delivers during a test.</summary>
    public const string Later = """{ "title": "t", "content": "c", "to": [ { "email": "ann@example.com" } ], "category": "later", "schedule": { "at": "2199-01-01T00:00:00Z" } }""";

    public PlatformProcess Process { get; } = new();

    public PlatformClient Client => new(Process.Http);

    /// <summary>The token that messages carry.</summary>
    public string Authorization => "Bearer " + token;

    public static async Task<KafkaPlatform> StartAsync()
    {
        KafkaPlatform platform = new();
        platform.Process.Settings["KafkaBrokers"] = "<kafka>";
        platform.Process.Settings["Events__Enabled"] = "true";
        platform.Process.Settings["AzureWebJobs.AcceptFromKafka.Disabled"] = "false";
        platform.Process.Settings["AzureWebJobs.RecordDeadLetters.Disabled"] = "false";
        platform.Process.Settings["Limits__NoticesPerMinute"] = "0";
        await platform.Process.EnsureStartedAsync();
        platform.address = platform.Process.Said.Single(line => line.TrimStart().StartsWith("Kafka  127.0.0.1:", StringComparison.Ordinal)).Trim()["Kafka  ".Length..];
        platform.producer = new ProducerBuilder<string?, byte[]>(
            new ProducerConfig { BootstrapServers = platform.address, Acks = Acks.All, EnableIdempotence = true, MessageMaxBytes = 8_000_000, LingerMs = 1, MessageTimeoutMs = 120_000 }).Build();
        platform.token = await TestApplication.AdminTokenAsync(platform.Process);
        return platform;
    }

    /// <summary>Produces, with a good token.</summary>
    public Task SendAsync(string value, string? key = null) => SendAsync(value, Authorization, key);

    /// <summary>Produces; returns when the brokers have it.</summary>
    public Task SendAsync(string value, string? authorization, string? key)
    {
        Headers headers = [];
        if (authorization is not null)
        {
            headers.Add("authorization", Encoding.UTF8.GetBytes(authorization));
        }

        return producer!.ProduceAsync("notices", new Message<string?, byte[]> { Key = key, Value = Encoding.UTF8.GetBytes(value), Headers = headers });
    }

    /// <summary>How many notices of <see cref="Later"/> there are.</summary>
    public async Task<int> CountAsync() => (await Client.ListAsync("api/notices?category=later&limit=200")).Count;

    /// <summary>Waits until there are so many, and fails where there are more.</summary>
    public async Task CountedAsync(int count)
    {
        int found = 0;
        await PlatformClient.Eventually(async () => (found = await CountAsync()) >= count, () => $"there should be {count} notices and not {found}:\n{string.Join('\n', Process.Said.TakeLast(30))}");
        found.Should().Be(count, "each is there once");
    }

    /// <summary>The dead letters, once there are so many.</summary>
    public async Task<IReadOnlyList<JsonObject>> DeadLettersAsync(int count)
    {
        IReadOnlyList<JsonObject> letters = [];
        await PlatformClient.Eventually(
            async () => (letters = await AdminListAsync()).Count == count,
            () => $"there should be {count} dead letters: {string.Join('\n', letters.Select(letter => letter.ToJsonString()))}");
        return letters;
    }

    public async Task<JsonObject> RedriveAsync(string order)
    {
        using StringContent body = new(order, Encoding.UTF8, "application/json");
        PlatformAnswer answer = await Client.SendAsync(HttpMethod.Post, "api/dead-letters/redrive", [("authorization", Authorization)], body);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>The events of the notices that a test has posted, until one of the type has come.</summary>
    public IReadOnlyList<JsonObject> EventsUntil(string type)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(
            new ConsumerConfig { BootstrapServers = address, GroupId = Guid.NewGuid().ToString("N"), AutoOffsetReset = AutoOffsetReset.Earliest }).Build();
        consumer.Subscribe("notice-events");
        List<JsonObject> events = [];
        while (events.Count == 0 || (string)events[^1]["type"]! != type)
        {
            ConsumeResult<byte[], byte[]>? told = consumer.Consume(TimeSpan.FromSeconds(60));
            told.Should().NotBeNull($"{type} should come behind {string.Join(", ", events.Select(one => (string)one["type"]!))}");
            events.Add(JsonNode.Parse(told!.Message.Value)!.AsObject());
        }

        consumer.Close();
        return events;
    }

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
        await Process.DisposeAsync();
    }

    private async Task<IReadOnlyList<JsonObject>> AdminListAsync()
    {
        PlatformAnswer answer = await Client.SendAsync(HttpMethod.Get, "api/dead-letters", [("authorization", Authorization)]);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return [.. answer.Json["items"]!.AsArray().Select(item => item!.AsObject())];
    }
}
