using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Applications;

/// <summary>The way from a request to who makes it. Whoever checks the token leaves the caller on the request; the functions take it from there.</summary>
internal static class CallerFeature
{
    /// <summary>Who makes this request.</summary>
    /// <exception cref="InvalidOperationException">Nobody has asked: the function is a public one.</exception>
    public static Caller GetCaller(this HttpContext http) => http.Features.Get<Caller>() ?? throw new InvalidOperationException("Nobody knows who makes this request.");

    /// <summary>Leaves the caller on the request.</summary>
    public static void SetCaller(this HttpContext http, Caller caller) => http.Features.Set(caller);
}
