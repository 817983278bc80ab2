using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace NoticeFunctions.LocalHost.Hosting.Http;

/// <summary>The methods that a function answers; null for all.</summary>
internal sealed record FunctionMethods(IReadOnlyList<string>? Methods)
{
    public bool Accept(string method) => Methods is null || Methods.Any(m => string.Equals(m, method, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A URL that no function answers under the request's method does not exist: 404, where ASP.NET Core alone would say 405.</summary>
internal sealed class HttpMethodPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => -1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(e => e.Metadata.GetMetadata<FunctionMethods>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (int i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i) && candidates[i].Endpoint.Metadata.GetMetadata<FunctionMethods>()?.Accept(httpContext.Request.Method) == false)
            {
                candidates.SetValidity(i, value: false);
            }
        }

        return Task.CompletedTask;
    }
}
