using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>What a function's BindingContext tells of messages: texts, as recorded from the real host.</summary>
internal static class KafkaBindingData
{
    /// <summary>Of one message; what it lacks is left out.</summary>
    public static IReadOnlyDictionary<string, object?> Of(ConsumeResult<byte[], byte[]> message)
    {
        Dictionary<string, object?> data = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Partition"] = Text(message.Partition.Value),
            ["Topic"] = message.Topic,
            ["Timestamp"] = message.Message.Timestamp.UtcDateTime.ToString(CultureInfo.InvariantCulture),
            ["Offset"] = Text(message.Offset.Value),
            ["Headers"] = KafkaEnvelope.HeadersText(message),
            ["LeaderEpoch"] = Text(KafkaEnvelope.LeaderEpoch(message)),
            ["IsPartitionEOF"] = message.IsPartitionEOF ? "True" : "False",
        };
        Add(data, "Key", message.Message.Key);
        Add(data, "Value", message.Message.Value);
        return data;
    }

    /// <summary>Of a batch: an array of each.</summary>
    public static IReadOnlyDictionary<string, object?> Of(KafkaMessages messages) => new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
    {
        ["PartitionArray"] = KafkaEnvelope.Array(messages, static (json, message) => json.WriteNumberValue(message.Partition.Value)),
        ["OffsetArray"] = Spaced(messages, static message => Text(message.Offset.Value)),
        ["TimestampArray"] = KafkaEnvelope.Array(messages, static (json, message) => json.WriteStringValue(KafkaEnvelope.Instant(message))),
        ["TopicArray"] = Spaced(messages, static message => message.Topic),
        ["KeyArray"] = KafkaEnvelope.Array(messages, static (json, message) => json.WriteStringValue(KafkaEnvelope.Utf8(message.Message.Key))),
        ["HeadersArray"] = KafkaEnvelope.Array(messages, KafkaEnvelope.WriteHeaders),
        ["LeaderEpochArray"] = KafkaEnvelope.Array(messages, static (json, message) => json.WriteNumberValue(KafkaEnvelope.LeaderEpoch(message))),
        ["IsPartitionEOFArray"] = KafkaEnvelope.Array(messages, static (json, message) => json.WriteBooleanValue(message.IsPartitionEOF)),
    };

    private static void Add(Dictionary<string, object?> data, string name, byte[]? bytes)
    {
        if (bytes is not null)
        {
            data[name] = KafkaEnvelope.Utf8(bytes);
        }
    }

    // The real host spaces the texts among its arrays, and nothing else.
    private static string Spaced(KafkaMessages messages, Func<ConsumeResult<byte[], byte[]>, string> text)
        => $"[ {string.Join(", ", messages.Items.Select(message => $"\"{JsonEncodedText.Encode(text(message))}\""))} ]";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
