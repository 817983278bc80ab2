using System.Text;
using Confluent.Kafka;
using NoticeFunctions.Kafka;

namespace NoticeFunctions.DeadLetters;

/// <summary>Reads single messages of the topic of dead letters, in no group: what it reads changes nothing.</summary>
internal sealed class DeadLetterTopic(KafkaSettings settings) : IDeadLetterTopic
{
    private const long Near = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public Task<IReadOnlyList<OutgoingMessage?>> ReadAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation) => Task.Run(() => Read(letters, cancellation), cancellation);

    private IReadOnlyList<OutgoingMessage?> Read(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation)
    {
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(settings.Client)
        {
            GroupId = "notice-redrive",
            EnableAutoCommit = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Latest,
        }).SetLogHandler(static (_, _) => { }).Build();
        Dictionary<string, OutgoingMessage> found = new(StringComparer.Ordinal);
        try
        {
            foreach (IGrouping<int, DeadLetter> partition in letters.GroupBy(letter => letter.Place.Partition))
            {
                foreach (DeadLetter letter in partition.OrderBy(letter => letter.Place.Offset))
                {
                    Read(consumer, letter, found, cancellation);
                }
            }
        }
        catch (KafkaException e)
        {
            throw new KafkaUnavailableException($"Kafka (setting KafkaBrokers) does not let the dead letters be read: {e.Error.Code}.", e);
        }

        return [.. letters.Select(letter => found.GetValueOrDefault(letter.Id))];
    }

    private void Read(IConsumer<byte[], byte[]> consumer, DeadLetter letter, Dictionary<string, OutgoingMessage> found, CancellationToken cancellation)
    {
        TopicPartitionOffset place = new(settings.DeadLetterTopic, letter.Place.Partition, letter.Place.Offset);
        if (!IsNear(consumer, place))
        {
            consumer.Assign(place);
        }

        ConsumeResult<byte[], byte[]> message;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            message = consumer.Consume(Patience) ?? throw new KafkaUnavailableException("Kafka (setting KafkaBrokers) does not answer.");
        }
        while (!message.IsPartitionEOF && message.Offset < place.Offset);

        if (!message.IsPartitionEOF && message.Offset == place.Offset && Text(message, DeadLetterHeaders.Id) is { } id && id == letter.Id && Text(message, DeadLetterHeaders.Truncated) is null)
        {
            found[id] = new(
                message.Message.Key,
                message.Message.Value,
                [.. message.Message.Headers.Where(header => !DeadLetterHeaders.IsOurs(header.Key)).Select(header => KeyValuePair.Create(header.Key, (byte[]?)header.GetValueBytes()))]);
        }
    }

    // What lies between two places is passed over faster than a place is looked up.
    private static bool IsNear(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset place) =>
        consumer.Assignment is [{ } assigned] && assigned == place.TopicPartition && consumer.Position(assigned) is { IsSpecial: false } at && at <= place.Offset && place.Offset - at <= Near;

    private static string? Text(ConsumeResult<byte[], byte[]> message, string name) =>
        message.Message.Headers.TryGetLastBytes(name, out byte[] value) ? Encoding.UTF8.GetString(value) : null;
}
