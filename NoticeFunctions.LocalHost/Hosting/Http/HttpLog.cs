using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.Http;

internal static partial class HttpLog
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Error, Message = "HTTP function {Function} failed.")]
    public static partial void HttpFunctionFailed(this ILogger logger, string function, Exception exception);
}
