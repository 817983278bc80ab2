using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/applications/{id}/disable</c> and <c>enable</c>. Repeating either is safe.</summary>
internal sealed class SwitchApplication(IApplicationStore store, TimeProvider time, ILogger<SwitchApplication> logger)
{
    /// <summary>Stops an application.</summary>
    public const string Disable = "DisableApplication";

    /// <summary>Lets an application ask again.</summary>
    public const string Enable = "EnableApplication";

    /// <summary>Stops an application: it gets no tokens, and those that it has are refused within 5 seconds. What it has sent goes on.</summary>
    [Function(Disable)]
    public Task<IResult> DisableAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/disable")] HttpRequest request, string id) =>
        SwitchAsync(request, id, disabled: true);

    /// <summary>Lets an application ask again, with the keys that it has.</summary>
    [Function(Enable)]
    public Task<IResult> EnableAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/enable")] HttpRequest request, string id) =>
        SwitchAsync(request, id, disabled: false);

    private async Task<IResult> SwitchAsync(HttpRequest request, string id, bool disabled)
    {
        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known => known.Disabled == disabled ? known : known with { Disabled = disabled, Updated = time.GetUtcNow() },
            request.HttpContext.RequestAborted);
        if (changed is not null)
        {
            logger.ApplicationChanged(id, disabled ? "disabled" : "enabled", request.HttpContext.GetCaller().Application);
        }

        return AnswerTo.Application(changed);
    }
}
