using NoticeFunctions.Kafka;

namespace NoticeFunctions.DeadLetters;

/// <summary>The messages behind dead letters.</summary>
internal interface IDeadLetterTopic
{
    /// <summary>The messages as they were before they became dead letters, in the order asked for; null for each that the topic has no more, or only without its value.</summary>
    /// <exception cref="KafkaUnavailableException">The brokers don't answer.</exception>
    Task<IReadOnlyList<OutgoingMessage?>> ReadAsync(IReadOnlyList<DeadLetter> letters, CancellationToken cancellation);
}
