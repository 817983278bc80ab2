using Confluent.Kafka;

namespace NoticeFunctions.Tests.Support;

/// <summary>Where a consumer group stands in a topic, asked as any client may: it joins nothing.</summary>
internal sealed class KafkaGroup(string brokers, string group, string topic, int partitions) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IConsumer<byte[], byte[]> asking = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = group }).Build();

    /// <summary>How many messages it has committed, over all partitions.</summary>
    public long Committed() => Offsets().Sum(place => Math.Max(place.Offset.Value, 0));

    /// <summary>How many messages of the topic it has not committed yet.</summary>
    public long Lag() => Offsets().Sum(place => asking.QueryWatermarkOffsets(place.TopicPartition, Patience).High.Value - Math.Max(place.Offset.Value, 0));

    public void Dispose() => asking.Dispose();

    private List<TopicPartitionOffset> Offsets() => asking.Committed(Enumerable.Range(0, partitions).Select(partition => new TopicPartition(topic, partition)), Patience);
}
