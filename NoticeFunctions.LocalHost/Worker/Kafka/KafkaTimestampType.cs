namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whose clock a Kafka message's instant is of.</summary>
public enum KafkaTimestampType
{
    /// <summary>Nobody's.</summary>
    NotAvailable = 0,

    /// <summary>The producer's.</summary>
    CreateTime = 1,

    /// <summary>The broker's.</summary>
    LogAppendTime = 2,
}
