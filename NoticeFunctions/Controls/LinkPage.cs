using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Controls;

/// <summary>The plain page behind a link in a message: no script, nothing from elsewhere, in no frame and in no index.</summary>
internal static class LinkPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>A page.</summary>
    /// <param name="request">The request that it answers.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="title">Its title.</param>
    /// <param name="body">Its body: HTML of ours alone.</param>
    public static IResult Show(HttpRequest request, int status, string title, string body)
    {
        request.HttpContext.Response.Headers.ContentSecurityPolicy = Policy;
        return Results.Content(
            $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\"><title>{title}</title>"
            + $"<style>body{{font:1.1rem system-ui;margin:15vh auto;max-width:30rem;padding:0 1rem}}button{{font:inherit;padding:.6rem 1.2rem}}</style>{body}</html>",
            "text/html; charset=utf-8",
            contentEncoding: null,
            status);
    }

    /// <summary>The page of a link that is none, or no longer.</summary>
    public static IResult Gone(HttpRequest request, string title) => Show(request, StatusCodes.Status404NotFound, title, "<p>This link is not valid, or no longer.</p>");
}
