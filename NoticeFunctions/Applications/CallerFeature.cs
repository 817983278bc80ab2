using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Applications;

/// <summary>The way from a request to who makes it. Whoever checks the token leaves the caller on the request; the functions take it from there.</summary>
internal static class CallerFeature
{
    // Until tokens are asked for, everybody is this one.
    private static readonly Caller Everybody = new("default", Scopes.NoticesRead | Scopes.NoticesWrite);

    /// <summary>Who makes this request.</summary>
    public static Caller GetCaller(this HttpContext http) => http.Features.Get<Caller>() ?? Everybody;

    /// <summary>Leaves the caller on the request.</summary>
    public static void SetCaller(this HttpContext http, Caller caller) => http.Features.Set(caller);
}
