using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// Lets to the hub's endpoints, <c>/client</c> and <c>/client/negotiate</c>, who shows a token for the hub that the query names: 401
/// otherwise, and 429 for a new connection where there are as many as may be.
/// </summary>
internal sealed class HubGate(HubTokens tokens, HubDirectory hubs, HubLimits limits, ILogger<HubGate> logger)
{
    public const string Path = "/client";

    private const string Scheme = "Bearer ";

    public static bool Guards(HttpContext http)
        => http.Request.Path.StartsWithSegments(Path, out PathString rest)
            && rest.Value!.TrimEnd('/') is var end && (end.Length == 0 || end.Equals("/negotiate", StringComparison.OrdinalIgnoreCase));

    public async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        string hub = http.Request.Query["hub"].ToString().ToLowerInvariant();
        if (Token(http.Request) is not { Length: > 0 } token || await tokens.ReadAsync(http.Request, hub, token) is not { } claims)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        // Whoever brings an id has negotiated.
        if (!http.Request.Query.ContainsKey("id") && !hubs.HasRoom)
        {
            logger.NoRoom(hub, limits.MostConnections);
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        http.User = new HubPrincipal(hub, claims);
        await next(http);
    }

    // Browsers can set no header on a WebSocket or an event stream.
    private static string? Token(HttpRequest request)
    {
        string header = request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : HttpMethods.IsGet(request.Method) ? request.Query["access_token"].ToString()
            : null;
    }
}
