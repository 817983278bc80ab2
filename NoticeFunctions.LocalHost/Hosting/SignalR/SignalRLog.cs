using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

internal static partial class SignalRLog
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "A client of hub {Hub} reads too slowly: more than {Bytes} bytes wait for it. It is disconnected.")]
    public static partial void SlowClient(this ILogger logger, string hub, int bytes);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Error, Message = "SignalR function {Function} failed.")]
    public static partial void SignalRFunctionFailed(this ILogger logger, string function, Exception exception);

    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message = "Hub {Hub} has no room for another client: there are {Connections} connections.")]
    public static partial void NoRoom(this ILogger logger, string hub, int connections);
}
