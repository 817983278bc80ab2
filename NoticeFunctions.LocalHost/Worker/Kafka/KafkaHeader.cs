// The real package says nothing of nulls.
#nullable disable
using System.Text;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A header of a Kafka message. Several may have the same name.</summary>
public class KafkaHeader
{
    /// <summary>Its name.</summary>
    public string Key { get; set; }

    /// <summary>Its value as it was sent; may be null.</summary>
    public byte[] Value { get; set; }

    /// <summary>The value as UTF-8; null where there is none.</summary>
    public string GetValueAsString() => Value is null ? null : Encoding.UTF8.GetString(Value);
}
