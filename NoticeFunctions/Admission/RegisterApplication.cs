using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/applications</c>.</summary>
internal sealed class RegisterApplication(IApplicationStore store, TimeProvider time, ILogger<RegisterApplication> logger)
{
    /// <summary>Registers an application. It can do nothing before it has a key.</summary>
    [Function(nameof(RegisterApplication))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications")] HttpRequest request)
    {
        (ApplicationDraft? draft, ProblemResult? problem) = await AdmissionBody.ReadAsync(request, (body, faults) => ApplicationReader.Read(body, id: null, faults));
        if (draft is null)
        {
            return problem!;
        }

        DateTimeOffset now = time.GetUtcNow();
        RegisteredApplication application = new(draft.Id, draft.Name, draft.Owner, draft.Scopes, now) { Rules = draft.Rules, Updated = now };
        if (!await store.AddAsync(application, request.HttpContext.RequestAborted))
        {
            return Refuse.Taken("An application of this id is registered, or was: an id is never given again, for the notices under it may still be there.");
        }

        logger.ApplicationChanged(application.Id, "registered", request.HttpContext.GetCaller().Application);
        request.HttpContext.Response.Headers.Location = $"/api/applications/{application.Id}";
        return new JsonAnswer<ApplicationAnswer>(ApplicationAnswer.Of(application), AdmissionJson.Default.ApplicationAnswer, StatusCodes.Status201Created);
    }
}
