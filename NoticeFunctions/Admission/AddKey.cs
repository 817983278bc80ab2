using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Http;
using NoticeFunctions.Problems;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/applications/{id}/keys</c>.</summary>
internal sealed class AddKey(IApplicationStore store, TimeProvider time, ILogger<AddKey> logger)
{
    /// <summary>Gives an application a key, beside those that it has or, after an overlap, in place of one of them. A secret stands in this answer and nowhere else.</summary>
    [Function(nameof(AddKey))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/applications/{id}/keys")] HttpRequest request, string id)
    {
        DateTimeOffset now = time.GetUtcNow();
        (KeyDraft? draft, ProblemResult? problem) = await AdmissionBody.ReadAsync(request, (body, faults) => KeyReader.Read(body, now, faults));
        if (draft is null)
        {
            return problem!;
        }

        (string? secret, ApplicationKey key) = draft.Jwk is { } jwk ? (null, new ApplicationKey(jwk.Thumbprint(), now) { Jwk = jwk }) : NewSecret.Make(now);
        KeyAddition addition = new(key with { NotBefore = draft.NotBefore, Expires = draft.Expires }, draft.Replaces, draft.Overlap);
        KeyRefusal? refusal = null;
        RegisteredApplication? changed = await store.ChangeAsync(
            id,
            known =>
            {
                (RegisteredApplication next, refusal) = addition.ApplyTo(known, now);
                return next;
            },
            request.HttpContext.RequestAborted);
        if (changed is null)
        {
            return AnswerTo.NoApplication();
        }

        if (refusal is { } reason)
        {
            return Say(reason);
        }

        logger.KeyChanged(id, key.Id, "added", request.HttpContext.GetCaller().Application);
        request.HttpContext.Response.Headers.Location = $"/api/applications/{id}/keys/{key.Id}";
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return new JsonAnswer<KeyAnswer>(KeyAnswer.Of(addition.Key, now) with { Secret = secret }, AdmissionJson.Default.KeyAnswer, StatusCodes.Status201Created);
    }

    private static ProblemResult Say(KeyRefusal reason) => reason switch
    {
        KeyRefusal.AlreadyThere => Refuse.Taken("The application has this key. Revoke it before it is added with other times."),
        KeyRefusal.TooMany => Refuse.Taken($"The application has {KeyAddition.Most} keys, which is all that it may have. Revoke one that is not in use."),
        _ => Refuse.Invalid("/replaces", "is no key of the application, or one that has expired", example: null),
    };
}
