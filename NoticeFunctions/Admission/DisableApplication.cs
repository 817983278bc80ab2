using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/applications/{id}/disable</c>.</summary>
internal sealed class DisableApplication(IApplicationStore store, TimeProvider time, ILogger<DisableApplication> logger)
{
    /// <summary>Stops an application: it gets no tokens, and those that it has are refused within 5 seconds. What it has sent goes on. Repeating it is safe.</summary>
    [Function(nameof(DisableApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/disable")] HttpRequest request, string id)
    {
        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known => known.Disabled == true ? known : known with { Disabled = true, Updated = time.GetUtcNow() },
            request.HttpContext.RequestAborted);
        if (changed is not null)
        {
            logger.ApplicationChanged(id, "disabled", request.HttpContext.GetCaller().Application);
        }

        return AnswerTo.Application(changed);
    }
}
