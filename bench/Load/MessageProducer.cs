using System.Text;
using Confluent.Kafka;

namespace Notice.Bench.Load;

/// <summary>
/// Produces notices to a topic as fast as the platform takes them: in waves, each as large as the messages that its group has not committed allow, to the partition that has
/// fewest of them. A partition that runs empty costs half a second: the development broker lets who asks in vain wait that long, whatever comes meanwhile.
/// </summary>
internal sealed class MessageProducer(LoadPlan plan)
{
    private const int Partitions = 6;

    // The development broker drops the oldest beyond it.
    private const int PartitionBytes = 5 * 1024 * 1024;

    // Bytes of a message beside its text and the token, generously.
    private const int MessageBytes = 100;

    // The platform's group.
    private const string Group = "notice-intake";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly TopicPartition[] partitions = [.. Enumerable.Range(0, Partitions).Select(number => new TopicPartition(plan.Path, number))];
    private readonly int mostWaiting = PartitionBytes * 9 / 10 / (NoticeBody.Write(plan, plan.Count, Clock.UnixMicroseconds()).Body.Length + plan.Token!.Length + MessageBytes);
    private readonly Headers headers = new() { { "authorization", Encoding.ASCII.GetBytes($"Bearer {plan.Token}") } };

    /// <summary>Returns when the group has committed all: what is committed is durable.</summary>
    public async Task<LoadSummary> RunAsync()
    {
        using IProducer<Null, byte[]> producer = new ProducerBuilder<Null, byte[]>(
            new ProducerConfig { BootstrapServers = plan.Address, Acks = Acks.All, EnableDeliveryReports = false }).Build();
        // It joins no group: it only asks.
        using IConsumer<Ignore, Ignore> asker = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = plan.Address, GroupId = Group }).Build();
        long deadBefore = DeadLetters(asker);
        long[] ends = [.. partitions.Select(partition => asker.QueryWatermarkOffsets(partition, Patience).High.Value)];
        long begun = Clock.UnixMicroseconds();
        for (int number = 0; number < plan.Count;)
        {
            long[] committed = Committed(asker);
            long[] room = [.. ends.Zip(committed, (end, done) => mostWaiting - (end - done))];
            for (; number < plan.Count && room.Max() is > 0 and long most; number++)
            {
                int partition = Array.IndexOf(room, most);
                Produce(producer, number, partition);
                room[partition]--;
                ends[partition]++;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        producer.Flush(Patience);
        long flushed = Clock.UnixMicroseconds();
        int missing = Missing(asker, ends);
        while (missing > 0 && Clock.UnixMicroseconds() - flushed < Patience.TotalMicroseconds)
        {
            await Task.Delay(Pause, TimeProvider.System);
            missing = Missing(asker, ends);
        }

        long ended = Clock.UnixMicroseconds();
        int refused = (int)(DeadLetters(asker) - deadBefore);
        // As HTTP would have answered.
        SortedDictionary<int, int> lost = [];
        if (refused > 0)
        {
            lost.Add(400, refused);
        }

        if (missing > 0)
        {
            lost.Add(503, missing);
        }

        return new(plan.Count - refused - missing, lost, begun, ended, P50: 0, P99: 0);
    }

    private void Produce(IProducer<Null, byte[]> producer, int number, int partition)
    {
        (string body, _) = NoticeBody.Write(plan, number, Clock.UnixMicroseconds());
        producer.Produce(partitions[partition], new Message<Null, byte[]> { Value = Encoding.ASCII.GetBytes(body), Headers = headers });
    }

    private long[] Committed(IConsumer<Ignore, Ignore> asker) =>
        [.. asker.Committed(partitions, Patience).OrderBy(place => place.Partition.Value).Select(place => Math.Max(place.Offset.Value, 0))];

    private int Missing(IConsumer<Ignore, Ignore> asker, long[] ends) => (int)ends.Zip(Committed(asker)).Sum(pair => Math.Max(pair.First - pair.Second, 0));

    private long DeadLetters(IConsumer<Ignore, Ignore> asker) =>
        partitions.Sum(partition => asker.QueryWatermarkOffsets(new($"{plan.Path}.dead-letter", partition.Partition), Patience).High.Value);
}
