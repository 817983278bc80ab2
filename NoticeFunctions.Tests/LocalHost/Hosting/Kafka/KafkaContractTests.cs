using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>What a function's parameter and its BindingData hold of the messages that were sent when the real host was recorded.</summary>
public sealed partial class KafkaContractTests(KafkaServer kafka)
{
    private static readonly JsonArray Recorded = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "LocalHost", "Hosting", "Kafka", "recorded.ndjson"))
        .Select(line => JsonNode.Parse(line)!).Single(node => (string)node["case"]! == "kafka/seen_first")["response"]!["body"]!.AsArray().Select(seen => seen!.DeepClone())];

    // Of milliseconds that are none: so that their digits are always there.
    private static readonly Timestamp Instant = new(new DateTime(2026, 11, 27, 10, 11, 12, 345, DateTimeKind.Utc));

    [Fact]
    public async Task One_message_is_told_as_the_real_host_tells_it()
    {
        using (IProducer<byte[], byte[]> producer = await kafka.ProducerAsync())
        {
            await SendAsync(producer, "tin", 3, null, "123"u8.ToArray());
            await SendAsync(producer, "tin", 0, null, "plain text"u8.ToArray());
            await SendAsync(producer, "tin", 2, null, []);
            await SendAsync(producer, "tin", 1, "k2"u8.ToArray(), null);
            await SendAsync(producer, "tin", 1, null, [0xFF, 0xFE, 0x00, 0x80]);
            await SendAsync(
                producer, "tin", 0, "k1"u8.ToArray(), """{"a":1,"B":[null,"é"]}"""u8.ToArray(), ("h1", "v1"u8.ToArray()), ("h1", "v2"u8.ToArray()), ("bin", [0, 255, 1]), ("nul", null));
        }

        ConcurrentQueue<Told> told = await RunAsync<KIn>(6);

        told.Select(call => Masked(call.Events[0])).Should().BeEquivalentTo(Of("KIn").Select(seen => (string)seen["o"]!));
        foreach (Told call in told)
        {
            JsonNode recorded = Of("KIn").Single(seen => (string)seen["o"]! == Masked(call.Events[0]));
            call.Data.ToDictionary(pair => pair.Key, pair => Masked(pair.Value)).Should().BeEquivalentTo(
                recorded["data"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!));
        }
    }

    [Fact]
    public async Task A_batch_is_told_as_the_real_host_tells_it()
    {
        using (IProducer<byte[], byte[]> producer = await kafka.ProducerAsync())
        {
            for (int i = 0; i < 10; i++)
            {
                await SendAsync(producer, "tbatch", i % 2, System.Text.Encoding.UTF8.GetBytes($"k{i}"), System.Text.Encoding.UTF8.GetBytes($"m{i}"), ("i", System.Text.Encoding.UTF8.GetBytes($"{i}")));
            }
        }

        ConcurrentQueue<Told> told = await RunAsync<KBatch>(10);

        JsonNode recorded = Of("KBatch").Single();
        told.SelectMany(call => call.Events).Select(Masked).Should().BeEquivalentTo(recorded["o"]!.AsArray().Select(one => (string)one!));

        // How many come together is chance; the arrays of one batch or of several hold the same, spelt the same.
        foreach ((string name, JsonNode? array) in recorded["data"]!.AsObject())
        {
            told.Should().OnlyContain(call => call.Data.ContainsKey(name));
            told.SelectMany(call => Items(Masked(call.Data[name]))).Should().BeEquivalentTo(Items((string)array!), name);
        }
    }

    private static IEnumerable<JsonNode> Of(string function) => Recorded.Where(seen => (string)seen!["f"]! == function)!;

    // Each item with the spaces before and after it, which the real host has in some arrays.
    private static IEnumerable<string> Items(string array)
    {
        using JsonDocument document = JsonDocument.Parse(array);
        bool spaced = array.StartsWith("[ ", StringComparison.Ordinal);
        string[] items = [.. document.RootElement.EnumerateArray().Select(item => item.GetRawText())];
        array.Should().Be(spaced ? $"[ {string.Join(", ", items)} ]" : $"[{string.Join(',', items)}]");
        return items.Select(item => spaced ? $" {item} " : item);
    }

    private static Task<DeliveryResult<byte[], byte[]>> SendAsync(IProducer<byte[], byte[]> producer, string topic, int partition, byte[]? key, byte[]? value, params (string Name, byte[]? Value)[] headers)
    {
        Headers sent = [];
        foreach ((string name, byte[]? header) in headers)
        {
            sent.Add(name, header);
        }

        return producer.ProduceAsync(new TopicPartition(topic, partition), new() { Key = key!, Value = value!, Headers = sent, Timestamp = Instant }, TestContext.Current.CancellationToken);
    }

    private async Task<ConcurrentQueue<Told>> RunAsync<TFunctions>(int count)
    {
        ConcurrentQueue<Told> told = new();
        await using TestHost host = await TestHost.StartAsync(
            [typeof(TFunctions)], builder => builder.Services.AddSingleton(told), settings: ("Broker", await kafka.BrokersAsync()));
        await Until.Async(() => told.Sum(call => call.Events.Length) >= count);
        return told;
    }

    private static string Masked(string text) => UsTime().Replace(Time().Replace(text, "<time>"), "<time-us>");

    [GeneratedRegex(@"2026-11-27T10:11:12\.345Z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Time();

    [GeneratedRegex("11/27/2026 10:11:12", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UsTime();

    internal sealed record Told(string[] Events, IReadOnlyDictionary<string, string> Data)
    {
        public static Told Of(string[] events, FunctionContext context) => new(events, context.BindingContext.BindingData.ToDictionary(pair => pair.Key, pair => (string)pair.Value!));
    }

    internal sealed class KIn(ConcurrentQueue<Told> told)
    {
        [Function("KIn")]
        public void Run([KafkaTrigger("%Broker%", "tin", ConsumerGroup = "g1")] string one, FunctionContext context) => told.Enqueue(Told.Of([one], context));
    }

    internal sealed class KBatch(ConcurrentQueue<Told> told)
    {
        [Function("KBatch")]
        public void Run([KafkaTrigger("%Broker%", "tbatch", ConsumerGroup = "g2", IsBatched = true)] string[] many, FunctionContext context) => told.Enqueue(Told.Of(many, context));
    }
}
