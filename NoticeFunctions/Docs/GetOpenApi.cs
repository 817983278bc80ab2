using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Docs;

/// <summary><c>GET /api/openapi.json</c>.</summary>
internal sealed class GetOpenApi(ApiDocument document)
{
    /// <summary>The API's document.</summary>
    [Function(nameof(GetOpenApi))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        Results.Bytes(await document.JsonAsync(), "application/json; charset=utf-8");
}
