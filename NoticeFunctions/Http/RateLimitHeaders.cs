using System.Globalization;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Limits;

namespace NoticeFunctions.Http;

/// <summary>Tells a caller of a limit as draft-ietf-httpapi-ratelimit-headers has it: <c>RateLimit-Policy</c> what it is, <c>RateLimit</c> what is left.</summary>
internal static class RateLimitHeaders
{
    /// <summary>Sets both.</summary>
    public static void Write(HttpResponse response, QuotaState state)
    {
        response.Headers["RateLimit-Policy"] = state.Window is { } window
            ? string.Create(CultureInfo.InvariantCulture, $"\"{state.Name}\";q={state.Quota};w={Seconds(window)}")
            : string.Create(CultureInfo.InvariantCulture, $"\"{state.Name}\";q={state.Quota}");
        response.Headers["RateLimit"] = state.Reset is { } reset
            ? string.Create(CultureInfo.InvariantCulture, $"\"{state.Name}\";r={state.Remaining};t={Seconds(reset)}")
            : string.Create(CultureInfo.InvariantCulture, $"\"{state.Name}\";r={state.Remaining}");
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
