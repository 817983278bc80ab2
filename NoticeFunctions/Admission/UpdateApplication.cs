using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Problems;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>PUT /api/applications/{id}</c>.</summary>
internal sealed class UpdateApplication(IApplicationStore store, TimeProvider time, ILogger<UpdateApplication> logger)
{
    /// <summary>Says anew what an application is called and may do: what the body leaves out is as if it had never been said. Its keys stay, and so does whether it is disabled.</summary>
    [Function(nameof(UpdateApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/applications/{id}")] HttpRequest request, string id)
    {
        (ApplicationDraft? draft, ProblemResult? problem) = await AdmissionBody.ReadAsync(request, (body, faults) => ApplicationReader.Read(body, id, faults));
        if (draft is null)
        {
            return problem!;
        }

        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known => known with { Name = draft.Name, Owner = draft.Owner, Scopes = draft.Scopes, Rules = draft.Rules, Updated = time.GetUtcNow() },
            request.HttpContext.RequestAborted);
        if (changed is not null)
        {
            logger.ApplicationChanged(id, "updated", request.HttpContext.GetCaller().Application);
        }

        return AnswerTo.Application(changed);
    }
}
