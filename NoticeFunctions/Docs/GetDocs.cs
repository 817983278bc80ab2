using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Docs;

/// <summary><c>GET /api/docs</c>: a page that shows the document, without anything from elsewhere.</summary>
internal sealed class GetDocs
{
    private const string Page = "NoticeFunctions.Docs.page.html";

    /// <summary>The page.</summary>
    [Function(nameof(GetDocs))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs")] HttpRequest request)
    {
        request.HttpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
        return Results.Stream(Assembly.GetExecutingAssembly().GetManifestResourceStream(Page)!, "text/html; charset=utf-8");
    }
}
