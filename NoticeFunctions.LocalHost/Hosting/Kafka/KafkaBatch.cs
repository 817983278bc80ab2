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

    /// <summary>As many of them as may be, in the order in which they came; the next batch begins with the others.</summary>
    public ConsumeResult<byte[], byte[]>[] Take()
    {
        ConsumeResult<byte[], byte[]>[] first = [.. messages.Take(most)];
        messages.RemoveRange(0, first.Length);
        bytes = messages.Sum(Size);
        return first;
    }

    /// <summary>Puts messages back that nothing has been done about, before all others.</summary>
    public void PutBack(IReadOnlyList<ConsumeResult<byte[], byte[]>> undone)
    {
        messages.InsertRange(0, undone);
        bytes += undone.Sum(Size);
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
