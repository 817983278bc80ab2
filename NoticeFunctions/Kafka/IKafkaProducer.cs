namespace NoticeFunctions.Kafka;

/// <summary>Sends messages, and waits until the brokers have them.</summary>
internal interface IKafkaProducer
{
    /// <summary>Sends; returns when all in-sync replicas have the message. Messages of one call after the other keep their order within a partition.</summary>
    /// <returns>False: the message is larger than the topic takes.</returns>
    /// <exception cref="KafkaUnavailableException">It is not known to be there: it may be, or not.</exception>
    Task<bool> SendAsync(string topic, OutgoingMessage message, CancellationToken cancellation);
}

/// <summary>A message to be sent.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Headers">Its headers, in their order; a name may come again.</param>
internal sealed record OutgoingMessage(byte[]? Key, byte[]? Value, IReadOnlyList<KeyValuePair<string, byte[]?>> Headers);
