using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Admission;

/// <summary><c>GET /api/applications/{id}</c>.</summary>
internal sealed class GetApplication(IApplicationStore store)
{
    /// <summary>One application.</summary>
    [Function(nameof(GetApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/applications/{id}")] HttpRequest request, string id) =>
        AnswerTo.Application(await store.FindAsync(id, request.HttpContext.RequestAborted));
}
