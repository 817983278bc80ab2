using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;

namespace NoticeFunctions.Admission;

/// <summary><c>GET /api/applications/{id}/keys</c>.</summary>
internal sealed class ListKeys(IApplicationStore store, TimeProvider time)
{
    /// <summary>What an application may authenticate with, oldest first: all of it on one page, and no secret.</summary>
    [Function(nameof(ListKeys))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/applications/{id}/keys")] HttpRequest request, string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        return await store.FindAsync(id, request.HttpContext.RequestAborted) is { } application
            ? new JsonAnswer<KeysAnswer>(new([.. application.Keys.Select(key => KeyAnswer.Of(key, now))]), AdmissionJson.Default.KeysAnswer)
            : AnswerTo.NoApplication();
    }
}
