namespace Microsoft.Azure.Functions.Worker;

/// <summary>A Kafka message's instant.</summary>
public class KafkaTimestamp
{
    /// <summary>Milliseconds since 1970.</summary>
    public long UnixTimestampMs { get; set; }

    /// <summary>Whose clock it is.</summary>
    public KafkaTimestampType Type { get; set; }

    /// <summary>The instant, in UTC.</summary>
    public DateTimeOffset DateTimeOffset => DateTimeOffset.FromUnixTimeMilliseconds(UnixTimestampMs);
}
