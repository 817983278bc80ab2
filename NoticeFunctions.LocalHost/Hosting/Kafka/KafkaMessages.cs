using Confluent.Kafka;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>What one invocation of a Kafka function gets: one message, or a batch of some partitions, in order within each.</summary>
internal sealed record KafkaMessages(IReadOnlyList<ConsumeResult<byte[], byte[]>> Items)
{
    /// <summary>The only message of an invocation that gets one.</summary>
    public ConsumeResult<byte[], byte[]> Single => Items[0];
}
