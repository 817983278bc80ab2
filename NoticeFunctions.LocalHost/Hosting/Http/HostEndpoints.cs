using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>
/// The paths that are the host's own, <c>/admin</c> and <c>/runtime/webhooks</c>, guarded by master and system keys. Of the host's
/// administration there are <c>ping</c>, <c>status</c> and <c>warmup</c>; the rest is 404 to who may ask.
/// </summary>
/// <param name="callers">Who asks.</param>
/// <param name="time">The clock.</param>
/// <param name="webhooks">The extensions' paths.</param>
internal sealed class HostEndpoints(CallerLevel callers, TimeProvider time, IReadOnlyList<Webhook> webhooks)
{
    private static readonly PathString[] Guarded = ["/admin/functions", "/admin/host/keys", "/admin/host/systemkeys", "/admin/host/functionkeys", "/admin/host/processes"];

    private readonly DateTimeOffset begun = time.GetUtcNow();

    /// <summary>Answers a request for one of the host's paths.</summary>
    /// <returns>False where the path isn't the host's.</returns>
    public async Task<bool> TryHandleAsync(HttpContext http)
    {
        PathString path = http.Request.Path;
        if (path.StartsWithSegments("/runtime"))
        {
            // An extension that isn't there: only the master key learns so. Those that are also take a system key, each its own.
            Webhook? webhook = webhooks.FirstOrDefault(w => path.StartsWithSegments(w.Path));
            if ((webhook is not null && CallerLevel.Shows(http.Request, webhook.SystemKey) ? null : Refusal(http, AuthorizationLevel.Admin)) is int refused)
            {
                http.Response.StatusCode = refused;
            }
            else if (webhook?.Answer is { } answer)
            {
                await answer(http);
            }
            else
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            return true;
        }

        if (!path.StartsWithSegments("/admin"))
        {
            return false;
        }

        if (path == "/admin/host/ping")
        {
            http.Response.Headers.CacheControl = "no-store,no-cache";
            http.Response.Headers.Pragma = "no-cache";
        }
        else if (path == "/admin/host/status" && HttpMethods.IsGet(http.Request.Method))
        {
            await StatusAsync(http);
        }
        else if (path != "/admin/warmup")
        {
            bool guarded = Guarded.Any(p => path.StartsWithSegments(p));
            http.Response.StatusCode = (guarded ? Refusal(http, AuthorizationLevel.Admin) : null) ?? StatusCodes.Status404NotFound;
        }

        return true;
    }

    private async Task StatusAsync(HttpContext http)
    {
        if (Refusal(http, AuthorizationLevel.Admin) is int refused)
        {
            http.Response.StatusCode = refused;
            return;
        }

        await http.Response.WriteAsJsonAsync(new
        {
            id = Environment.MachineName,
            state = "Running",
            version = Version,
            versionDetails = Version,
            platformVersion = "",
            instanceId = "",
            computerName = "",
            processUptime = (long)(time.GetUtcNow() - begun).TotalMilliseconds,
            functionAppContentEditingState = "Unknown",
        });
    }

    private static string Version => FileVersionInfo.GetVersionInfo(typeof(HostEndpoints).Assembly.Location).FileVersion ?? "";

    private int? Refusal(HttpContext http, AuthorizationLevel wanted)
    {
        AuthorizationLevel level = callers.Of(http.Request);
        if (level == AuthorizationLevel.Admin || level == wanted)
        {
            return null;
        }

        if (level != AuthorizationLevel.Anonymous)
        {
            return StatusCodes.Status403Forbidden;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        return StatusCodes.Status401Unauthorized;
    }
}

/// <summary>The path of an extension of the host.</summary>
/// <param name="Path">Where it begins.</param>
/// <param name="SystemKey">The key that opens it, beside the master key.</param>
/// <param name="Answer">Answers its requests; null where the app does not use the extension.</param>
internal sealed record Webhook(PathString Path, string SystemKey, RequestDelegate? Answer);
