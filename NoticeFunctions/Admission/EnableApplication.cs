using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/applications/{id}/enable</c>.</summary>
internal sealed class EnableApplication(IApplicationStore store, TimeProvider time, ILogger<EnableApplication> logger)
{
    /// <summary>Lets an application ask again, with the keys that it has. Repeating it is safe.</summary>
    [Function(nameof(EnableApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/enable")] HttpRequest request, string id)
    {
        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known => known.Disabled == false ? known : known with { Disabled = false, Updated = time.GetUtcNow() },
            request.HttpContext.RequestAborted);
        if (changed is not null)
        {
            logger.ApplicationChanged(id, "enabled", request.HttpContext.GetCaller().Application);
        }

        return AnswerTo.Application(changed);
    }
}
