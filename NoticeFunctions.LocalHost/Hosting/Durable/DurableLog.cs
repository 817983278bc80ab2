using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

internal static partial class DurableLog
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Critical, Message = "Another host has taken over the journal of the durable functions; this one ends.")]
    public static partial void JournalLost(this ILogger logger, Exception reason);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning, Message = "AzureWebJobsStorage is not set: durable functions are kept in memory, and forgotten when the host ends.")]
    public static partial void JournalInMemory(this ILogger logger);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Error, Message = "A request of the management API failed: {Operation}.")]
    public static partial void ManagementFailed(this ILogger logger, string operation, Exception reason);
}
