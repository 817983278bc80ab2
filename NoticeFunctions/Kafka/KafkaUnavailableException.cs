namespace NoticeFunctions.Kafka;

/// <summary>Kafka can't be reached, or does not take messages now. Repeating is right.</summary>
internal sealed class KafkaUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
