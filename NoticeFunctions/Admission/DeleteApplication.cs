using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>DELETE /api/applications/{id}</c>.</summary>
internal sealed class DeleteApplication(IApplicationStore store, TimeProvider time, ILogger<DeleteApplication> logger)
{
    /// <summary>Deletes an application with its keys: its tokens are refused within 5 seconds, and its id stays taken. What it has sent goes on.</summary>
    [Function(nameof(DeleteApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/applications/{id}")] HttpRequest request, string id)
    {
        if (await store.ChangeAsync(id, known => known.Delete(time.GetUtcNow()), request.HttpContext.RequestAborted) is null)
        {
            return AnswerTo.NoApplication();
        }

        logger.ApplicationChanged(id, "deleted", request.HttpContext.GetCaller().Application);
        return Results.NoContent();
    }
}
