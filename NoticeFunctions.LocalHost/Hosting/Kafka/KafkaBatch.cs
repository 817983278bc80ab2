using Confluent.Kafka;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>Messages that are gathered for the next invocation.</summary>
/// <param name="most">How many there are at most.</param>
internal sealed class KafkaBatch(int most)
{
    /// <summary>A batch whose messages have grown to this is full, too: many large messages would take the memory of a machine.</summary>
    public const long MostBytes = 32L * 1024 * 1024;

    private readonly List<ConsumeResult<byte[], byte[]>> messages = [];
    private long bytes;

    public bool IsEmpty => messages.Count == 0;

    public bool IsFull => messages.Count >= most || bytes >= MostBytes;

    /// <summary>Takes one more, also into a full batch: what has been fetched is not given back.</summary>
    public void Add(ConsumeResult<byte[], byte[]> message)
    {
        messages.Add(message);
        bytes += Size(message);
    }

    /// <summary>All of them, in the order in which they came; the next batch begins.</summary>
    public ConsumeResult<byte[], byte[]>[] TakeAll()
    {
        ConsumeResult<byte[], byte[]>[] all = [.. messages];
        messages.Clear();
        bytes = 0;
        return all;
    }

    /// <summary>Drops what belongs to partitions that are another's now.</summary>
    public void Drop(IReadOnlyList<TopicPartition> partitions)
    {
        messages.RemoveAll(message => partitions.Contains(message.TopicPartition));
        bytes = messages.Sum(Size);
    }

    private static long Size(ConsumeResult<byte[], byte[]> message) =>
        (message.Message.Value?.LongLength ?? 0) + (message.Message.Key?.LongLength ?? 0)
        + (message.Message.Headers?.Sum(header => header.Key.Length + (header.GetValueBytes()?.LongLength ?? 0)) ?? 0);
}
