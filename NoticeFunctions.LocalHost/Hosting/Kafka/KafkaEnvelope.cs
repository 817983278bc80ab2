using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>A message as functions get it: a record, or the text of an envelope, both spelt as the real host spells them.</summary>
internal static class KafkaEnvelope
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static KafkaRecord Record(ConsumeResult<byte[], byte[]> message) => new()
    {
        Topic = message.Topic,
        Partition = message.Partition.Value,
        Offset = message.Offset.Value,
        Key = message.Message.Key,
        Value = message.Message.Value,
        Timestamp = new KafkaTimestamp { UnixTimestampMs = message.Message.Timestamp.UnixTimestampMs, Type = (KafkaTimestampType)message.Message.Timestamp.Type },
        Headers = [.. HeadersOf(message).Select(header => new KafkaHeader { Key = header.Key, Value = header.GetValueBytes() })],
    };

    /// <summary>All of a message as JSON text; bytes that are no UTF-8 are replaced, as on the real host.</summary>
    public static string Text(ConsumeResult<byte[], byte[]> message) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("Offset", message.Offset.Value);
        json.WriteNumber("Partition", message.Partition.Value);
        json.WriteString("Topic", message.Topic);
        json.WriteString("Timestamp", Instant(message));
        json.WriteString("Value", Utf8(message.Message.Value));
        json.WriteNumber("LeaderEpoch", LeaderEpoch(message));
        json.WriteBoolean("IsPartitionEOF", message.IsPartitionEOF);
        json.WriteString("Key", Utf8(message.Message.Key));
        json.WritePropertyName("Headers");
        WriteHeaders(json, message);
        json.WriteEndObject();
    });

    /// <summary>The headers as JSON, their values in base64.</summary>
    public static string HeadersText(ConsumeResult<byte[], byte[]> message) => Write(json => WriteHeaders(json, message));

    /// <summary>One JSON array of what is asked of each message.</summary>
    public static string Array(KafkaMessages messages, Action<Utf8JsonWriter, ConsumeResult<byte[], byte[]>> write) => Write(json =>
    {
        json.WriteStartArray();
        foreach (ConsumeResult<byte[], byte[]> message in messages.Items)
        {
            write(json, message);
        }

        json.WriteEndArray();
    });

    public static void WriteHeaders(Utf8JsonWriter json, ConsumeResult<byte[], byte[]> message)
    {
        json.WriteStartArray();
        foreach (IHeader header in HeadersOf(message))
        {
            json.WriteStartObject();
            json.WriteString("Key", header.Key);
            if (header.GetValueBytes() is { } value)
            {
                json.WriteBase64String("Value", value);
            }
            else
            {
                json.WriteNull("Value");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static string Instant(ConsumeResult<byte[], byte[]> message)
        => message.Message.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    public static string? Utf8(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);

    public static int LeaderEpoch(ConsumeResult<byte[], byte[]> message) => message.LeaderEpoch ?? 0;

    private static Headers HeadersOf(ConsumeResult<byte[], byte[]> message) => message.Message.Headers ?? [];

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Json))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
