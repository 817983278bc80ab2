using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Problems;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>DELETE /api/applications/{id}/keys/{kid}</c>.</summary>
internal sealed class RevokeKey(IApplicationStore store, TimeProvider time, ILogger<RevokeKey> logger)
{
    /// <summary>Takes a key from an application: no token is given for it any more, and those that were got with it are refused within 5 seconds.</summary>
    [Function(nameof(RevokeKey))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/applications/{id}/keys/{kid}")] HttpRequest request, string id, string kid)
    {
        bool found = false;
        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known =>
            {
                found = known.Keys.Any(key => key.Id == kid);
                return found ? known with { Keys = [.. known.Keys.Where(key => key.Id != kid)], Updated = time.GetUtcNow() } : known;
            },
            request.HttpContext.RequestAborted);
        if (changed is null)
        {
            return AnswerTo.NoApplication();
        }

        if (!found)
        {
            return Refuse.NotFound("The application has no key of this kid.");
        }

        logger.KeyChanged(id, kid, "revoked", request.HttpContext.GetCaller().Application);
        return Results.NoContent();
    }
}
