using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>What <c>/</c> says when no function answers there: a page, or nothing (204) with <c>AzureWebJobsDisableHomepage</c>. Every other path is 404.</summary>
internal static class Homepage
{
    private const string Page = "<!doctype html><html lang=\"en\"><title>Functions</title><p>Your function app is up and running.</p></html>";

    public static Task AnswerAsync(HttpContext http, bool disabled)
    {
        if (http.Request.Path.Value is not ("" or "/"))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (disabled)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(Page);
    }
}
