using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Docs;

/// <summary><c>GET /</c>. A route of "/" would break every HTTP function of the real worker; this one matches nothing but the root.</summary>
internal sealed class RedirectToDocs
{
    /// <summary>Leads to the documentation.</summary>
    [Function(nameof(RedirectToDocs))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{root:maxlength(0)?}")] HttpRequest request) => Results.Redirect("/api/docs");
}
