using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Timers;

internal static partial class TimerLog
{
    [LoggerMessage(EventId = 1201, Level = LogLevel.Warning, Message = "The status of timer {Function} can't be kept: a run missed over a restart would not be noticed.")]
    public static partial void TimerStatusNotKept(this ILogger logger, string function, Exception exception);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Timer function {Function} failed.")]
    public static partial void TimerFunctionFailed(this ILogger logger, string function, Exception exception);
}
