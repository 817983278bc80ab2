using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Services;

internal static partial class ServiceLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "Development service {Service} (process {Pid}) has died; starting it again.")]
    public static partial void ServiceDied(this ILogger logger, string service, int pid);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Error, Message = "Development service {Service} can't be kept running; that is tried again.")]
    public static partial void ServiceLost(this ILogger logger, string service, Exception exception);
}
