using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

internal static partial class KafkaLog
{
    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "Kafka function {Function} failed on {Count} message(s) of {Topic}; attempt {Attempt}. Nothing of them is committed.")]
    public static partial void KafkaFunctionFailed(this ILogger logger, string function, int count, string topic, int attempt, Exception exception);

    [LoggerMessage(EventId = 1602, Level = LogLevel.Error, Message = "Kafka function {Function} goes on past {Count} message(s) of {Topic} that it has failed on, as host.json says.")]
    public static partial void KafkaMessagesSkipped(this ILogger logger, string function, int count, string topic);

    [LoggerMessage(EventId = 1603, Level = LogLevel.Information, Message = "Kafka function {Function} now has partitions {Partitions} of {Topic}.")]
    public static partial void KafkaAssigned(this ILogger logger, string function, string partitions, string topic);

    [LoggerMessage(EventId = 1604, Level = LogLevel.Information, Message = "Kafka function {Function} gives up partitions {Partitions} of {Topic}.")]
    public static partial void KafkaRevoked(this ILogger logger, string function, string partitions, string topic);

    [LoggerMessage(EventId = 1605, Level = LogLevel.Warning, Message = "The Kafka client of function {Function} reports {Code}: {Reason}")]
    public static partial void KafkaClientError(this ILogger logger, string function, string code, string reason);

    [LoggerMessage(EventId = 1606, Level = LogLevel.Warning, Message = "The offsets of Kafka function {Function} can't be committed now ({Code}): what it has done may come again.")]
    public static partial void KafkaNotCommitted(this ILogger logger, string function, string code);

    [LoggerMessage(EventId = 1607, Level = LogLevel.Error, Message = "The Kafka client of function {Function} has failed; another is made in its place.")]
    public static partial void KafkaClientLost(this ILogger logger, string function, Exception exception);

    [LoggerMessage(EventId = 1608, Level = LogLevel.Debug, Message = "Kafka client of function {Function}: {Text}")]
    public static partial void KafkaClientSays(this ILogger logger, string function, string text);
}
