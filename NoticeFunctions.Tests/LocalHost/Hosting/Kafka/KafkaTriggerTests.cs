using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.LocalHost.Journal;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>Kafka functions over the real protocol.</summary>
public sealed class KafkaTriggerTests(KafkaServer kafka)
{
    // What the mock cluster gives a topic that nobody has made.
    private const int Partitions = 4;

    [Fact]
    public async Task Messages_of_a_partition_come_one_after_the_other_and_in_order()
    {
        string brokers = await kafka.BrokersAsync();
        await ProduceAsync("in-order", 200);
        ConcurrentDictionary<int, int> running = new();
        Received received = new()
        {
            Before = async records =>
            {
                running.AddOrUpdate(records[0].Partition, 1, (_, count) => count + 1).Should().Be(1);
                await Task.Yield();
                running.AddOrUpdate(records[0].Partition, 0, (_, count) => count - 1);
            },
        };

        await using TestHost host = await KafkaHosts.StartAsync<OneByOne>(brokers, "in-order", received);
        await received.CountAsync(200);

        received.Calls.Should().OnlyContain(call => call.Length == 1);
        foreach (IGrouping<int, KafkaRecord> partition in received.Calls.SelectMany(call => call).GroupBy(record => record.Partition))
        {
            partition.Select(record => record.Offset).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public async Task A_batch_holds_no_more_than_host_json_allows()
    {
        string brokers = await kafka.BrokersAsync();
        await ProduceAsync("batches", 100);
        Received received = new();

        await using TestHost host = await KafkaHosts.StartAsync<Batched>(brokers, "batches", received, "\"maxBatchSize\": 8");
        await received.CountAsync(100);

        received.Calls.Max(call => call.Length).Should().BeInRange(2, 8);
        received.Values.Should().BeEquivalentTo(Numbers(100));
    }

    [Fact]
    public async Task What_a_function_fails_on_comes_again_without_end_and_nothing_is_committed_meanwhile()
    {
        string brokers = await kafka.BrokersAsync();
        await ProduceAsync("failing", 10);
        int failures = 0;
        TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Received received = new() { Before = _ => mended.Task.IsCompleted ? Task.CompletedTask : throw new InvalidOperationException($"failure {Interlocked.Increment(ref failures)}") };

        await using TestHost host = await KafkaHosts.StartAsync<Batched>(brokers, "failing", received, "\"maxRetries\": -1");
        await Until.Async(() => failures >= 3);
        KafkaHosts.Committed(brokers, "failing", Partitions).Should().Be(0);
        mended.SetResult();

        await received.CountAsync(10);
        await Until.Async(() => KafkaHosts.Committed(brokers, "failing", Partitions) == 10);
        received.Values.Should().BeEquivalentTo(Numbers(10));
    }

    [Theory]
    [InlineData("\"maxRetries\": 1", 2)]
    [InlineData("\"commitOnFailure\": true", 1)]
    public async Task What_is_failed_on_for_good_is_passed_where_host_json_says_so(string options, int tries)
    {
        string brokers = await kafka.BrokersAsync();
        string topic = $"passed-{tries}";
        await ProduceAsync(topic, 5);
        int poisoned = 0;
        Received received = new()
        {
            Before = records => Encoding.UTF8.GetString(records[0].Value) == "3" ? throw new InvalidOperationException($"try {Interlocked.Increment(ref poisoned)}") : Task.CompletedTask,
        };

        await using TestHost host = await KafkaHosts.StartAsync<OneByOne>(brokers, topic, received, options);
        await Until.Async(() => KafkaHosts.Committed(brokers, topic, Partitions) == 5);

        poisoned.Should().Be(tries);
        received.Values.Should().BeEquivalentTo(["0", "1", "2", "4"]);
    }

    [Fact]
    public async Task A_host_that_ends_finishes_what_it_has_begun_and_the_next_goes_on_behind_it()
    {
        string brokers = await kafka.BrokersAsync();
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Received received = new()
        {
            Before = _ =>
            {
                begun.TrySetResult();
                return release.Task;
            },
        };
        await ProduceAsync("ending", 1);
        await using (TestHost first = await KafkaHosts.StartAsync<Batched>(brokers, "ending", received))
        {
            await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Task stop = first.StopAsync();
            release.SetResult();
            await stop;
        }

        KafkaHosts.Committed(brokers, "ending", Partitions).Should().Be(1);
        await ProduceAsync("ending", 5);
        await using TestHost second = await KafkaHosts.StartAsync<Batched>(brokers, "ending", received);
        await received.CountAsync(6);

        received.Values.Should().BeEquivalentTo(["0", .. Numbers(5)]);
    }

    [Fact]
    public async Task Members_that_come_and_go_lose_nothing_and_double_nothing()
    {
        // The mock cluster waits a second less than this for members that join or go, and takes no commit meanwhile. It may begin to wait anew just when partitions are
        // given up: then what has been done of these comes twice, and of no others.
        const string Options = "\"maxBatchSize\": 10, \"sessionTimeoutMs\": 6000";
        string brokers = await kafka.BrokersAsync();
        Received received = new();
        Received byNewcomer = new();
        RecordedLog log = new();
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task<int> producing = ProduceUntilAsync("moving", enough.Token);
        await using TestHost first = await KafkaHosts.StartAsync<Batched>(brokers, "moving", received, Options, log: log);
        await received.CountAsync(100);
        await using (await KafkaHosts.StartAsync<Batched>(brokers, "moving", byNewcomer, Options, log: log))
        {
            await Until.Async(() => PartitionsOf(byNewcomer).Length == Partitions / 2);
        }

        int left = received.Values.Count;
        await received.CountAsync(left + 500);
        await enough.CancelAsync();
        int count = await producing;

        await Until.Async(() => KafkaHosts.Committed(brokers, "moving", Partitions) == count);
        KafkaRecord[] all = [.. received.Calls.Concat(byNewcomer.Calls).SelectMany(call => call)];
        int[] moved = PartitionsOf(byNewcomer);
        all.DistinctBy(record => (record.Partition, record.Offset)).Should().HaveCount(count);
        all.Where(record => !moved.Contains(record.Partition) || !log.Warnings.Any(warning => warning.Contains("RebalanceInProgress")))
            .Select(record => (record.Partition, record.Offset)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task What_a_member_fails_on_while_another_comes_is_done_by_who_has_it_then()
    {
        string brokers = await kafka.BrokersAsync();
        await ProduceAsync("contested", 40);
        TaskCompletionSource mended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int failures = 0;
        Received received = new() { Before = _ => mended.Task.IsCompleted ? Task.CompletedTask : throw new InvalidOperationException($"failure {Interlocked.Increment(ref failures)}") };
        Received byNewcomer = new();
        const string Options = "\"maxRetries\": -1, \"sessionTimeoutMs\": 6000";
        await using TestHost first = await KafkaHosts.StartAsync<Batched>(brokers, "contested", received, Options);
        await Until.Async(() => failures > 0);
        await using TestHost second = await KafkaHosts.StartAsync<Batched>(brokers, "contested", byNewcomer, Options);
        await Until.Async(() => byNewcomer.Values.Count > 0);
        mended.SetResult();

        await Until.Async(() => KafkaHosts.Committed(brokers, "contested", Partitions) == 40);
        received.Values.Should().NotBeEmpty();
        ((IEnumerable<string>)[.. received.Values, .. byNewcomer.Values]).Should().BeEquivalentTo(Numbers(40));
    }

    [Fact]
    public async Task Each_function_is_in_the_group_that_it_names()
    {
        string brokers = await kafka.BrokersAsync();
        await ProduceAsync("groups", 20);
        Received received = new();
        ConcurrentQueue<string> heard = new();

        await using TestHost host = await TestHost.StartAsync(
            [typeof(OneByOne), typeof(OtherGroup)],
            builder => builder.Services.AddSingleton(received).AddSingleton(heard),
            settings: [("Brokers", brokers), ("Topic", "groups"), ("Group", "groups-group")]);
        await received.CountAsync(20);
        await Until.Async(() => heard.Count == 20);

        received.Values.Should().BeEquivalentTo(heard);
    }

    [Fact]
    public async Task What_waits_is_measured()
    {
        string brokers = await kafka.BrokersAsync();
        using MeasuredMeters meters = new();
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Received received = new() { Before = _ => release.Task };
        using IProducer<byte[], byte[]> producer = await kafka.ProducerAsync();
        for (int i = 0; i < 7; i++)
        {
            await producer.ProduceAsync(new TopicPartition("waiting", 2), KafkaServer.Text("x"), TestContext.Current.CancellationToken);
        }

        await using TestHost host = await KafkaHosts.StartAsync<OneByOne>(brokers, "waiting", received, meters: meters);

        await Until.Async(() => meters.Of("localhost.kafka.lag") is [.., 7]);
        release.SetResult();
        await Until.Async(() => meters.Of("localhost.kafka.lag") is [.., 0]);
        meters.Of("localhost.kafka.consumed").Sum().Should().Be(7);
    }

    private static int[] PartitionsOf(Received received) => [.. received.Calls.SelectMany(call => call).Select(record => record.Partition).Distinct()];

    private async Task ProduceAsync(string topic, int count, int from = 0)
    {
        using IProducer<byte[], byte[]> producer = await kafka.ProducerAsync();
        await Task.WhenAll(Numbers(count, from).Select(number => producer.ProduceAsync(topic, KafkaServer.Text(number, "key" + number))));
    }

    private async Task<int> ProduceUntilAsync(string topic, CancellationToken enough)
    {
        int count = 0;
        for (; !enough.IsCancellationRequested; count += 20)
        {
            await ProduceAsync(topic, 20, count);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return count;
    }

    private static IEnumerable<string> Numbers(int count, int from = 0) => Enumerable.Range(from, count).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
