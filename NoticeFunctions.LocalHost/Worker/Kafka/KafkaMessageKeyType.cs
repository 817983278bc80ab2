namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a message's key is.</summary>
public enum KafkaMessageKeyType
{
    /// <summary>A number of 32 bits.</summary>
    Int = 0,

    /// <summary>A number of 64 bits.</summary>
    Long = 1,

    /// <summary>Text.</summary>
    String = 2,

    /// <summary>Bytes.</summary>
    Binary = 3,
}
