// The real package says nothing of nulls.
#nullable disable
namespace Microsoft.Azure.Functions.Worker;

/// <summary>A Kafka message as it was sent.</summary>
public class KafkaRecord
{
    /// <summary>The topic.</summary>
    public string Topic { get; set; }

    /// <summary>The partition of the topic.</summary>
    public int Partition { get; set; }

    /// <summary>The message's place in its partition.</summary>
    public long Offset { get; set; }

    /// <summary>Its key; null where it has none.</summary>
    public byte[] Key { get; set; }

    /// <summary>Its value; null where it has none.</summary>
    public byte[] Value { get; set; }

    /// <summary>When it was made, or taken by the broker.</summary>
    public KafkaTimestamp Timestamp { get; set; }

    /// <summary>Its headers, in their order.</summary>
    public KafkaHeader[] Headers { get; set; }
}
