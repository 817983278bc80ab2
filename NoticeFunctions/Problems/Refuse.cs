using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace NoticeFunctions.Problems;

/// <summary>The problems that this API answers with, one method a kind.</summary>
internal static class Refuse
{
    private const string Types = "urn:notice:problem:";

    /// <summary>400: the request is wrong in the ways listed.</summary>
    public static ProblemResult Invalid(IReadOnlyList<Fault> faults) => new(new Problem(
        Types + "invalid-request",
        "The request is not valid.",
        StatusCodes.Status400BadRequest,
        faults.Count == 1 ? "One member is wrong." : $"{faults.Count} members are wrong.",
        faults));

    /// <summary>400 for a single wrong member.</summary>
    public static ProblemResult Invalid(string pointer, string detail, JsonNode? example) => Invalid([new Fault(pointer, detail, example)]);

    /// <summary>401: there is no token, or none that is good. One answer for all of them, to the last byte: it has no trace id.</summary>
    public static ProblemResult Unauthenticated() => new(
        new Problem(
            Types + "unauthenticated",
            "The request needs a token.",
            StatusCodes.Status401Unauthorized,
            "Send a token of POST /api/tokens in the header Authorization, as Bearer. It is good for some minutes; then get another."),
        traced: false);

    /// <summary>401: a webhook's call is not signed by whom it should be, or not of these minutes. One answer for all of them.</summary>
    public static ProblemResult Unsigned() => new(
        new Problem(
            Types + "unsigned", "The request is not signed as it has to be.", StatusCodes.Status401Unauthorized, "What this address takes is signed by the provider that tells it, and fresh."),
        traced: false);

    /// <summary>403: the token is good, but not for this.</summary>
    public static ProblemResult Forbidden(string scope) => new(new Problem(
        Types + "forbidden", "The token does not allow this.", StatusCodes.Status403Forbidden, $"It takes the scope {scope}, which the token does not have."));

    /// <summary>429: too many authentications have failed from this address, or for this client.</summary>
    public static ProblemResult TooManyFailures(TimeSpan wait) => new(
        new Problem(
            Types + "too-many-failures",
            "Too many authentications have failed.",
            StatusCodes.Status429TooManyRequests,
            "Wait as long as Retry-After says."),
        wait,
        traced: false);

    /// <summary>429: the application's limit is reached.</summary>
    public static ProblemResult Limited(string detail, TimeSpan wait) => new(
        new Problem(Types + "limit-reached", "A limit of your application is reached.", StatusCodes.Status429TooManyRequests, detail), wait);

    /// <summary>404: there is nothing here, or nothing that the caller may see.</summary>
    public static ProblemResult NotFound(string detail) => new(new Problem(
        Types + "not-found", "There is no such resource.", StatusCodes.Status404NotFound, detail));

    /// <summary>409: the name is taken, or there is no room.</summary>
    public static ProblemResult Taken(string detail) => new(new Problem(
        Types + "taken", "It can't be added to what is there.", StatusCodes.Status409Conflict, detail));

    /// <summary>409: something else stands in the way.</summary>
    public static ProblemResult InUse(string detail) => new(new Problem(
        Types + "in-use", "It can't be changed as things are.", StatusCodes.Status409Conflict, detail));

    /// <summary>409: what the notice has come to forbids it.</summary>
    public static ProblemResult StateForbids(string control, string status) => new(new Problem(
        Types + "state-forbids", "The notice's state forbids this.", StatusCodes.Status409Conflict, $"A notice that is {status} can't take {control} now.")
    {
        NoticeStatus = status,
    });

    /// <summary>413: the body is longer than the route takes.</summary>
    public static ProblemResult TooLarge(long most) => new(new Problem(
        Types + "too-large", "The body is too large.", StatusCodes.Status413PayloadTooLarge, $"The body may have at most {most} bytes."));

    /// <summary>413: the body is longer than the server takes on any route.</summary>
    public static ProblemResult TooLarge() => new(new Problem(
        Types + "too-large", "The body is too large.", StatusCodes.Status413PayloadTooLarge, "The body is longer than any route takes."));

    /// <summary>415: the body is no JSON by its own word.</summary>
    public static ProblemResult UnsupportedMediaType() => new(new Problem(
        Types + "unsupported-media-type",
        "The content type is not supported.",
        StatusCodes.Status415UnsupportedMediaType,
        "Send the body as application/json in UTF-8, and say so in the header content-type."));

    /// <summary>422: an idempotency key came back with another request.</summary>
    public static ProblemResult IdempotencyConflict() => new(new Problem(
        Types + "idempotency-conflict",
        "The idempotency key belongs to another request.",
        StatusCodes.Status422UnprocessableEntity,
        "This Idempotency-Key came before with a different body. Repeat that body, or take a new key."));

    /// <summary>503: a store that the platform needs is away. Repeating the request with the same Idempotency-Key is safe.</summary>
    public static ProblemResult Unavailable() => new(
        new Problem(
            Types + "unavailable",
            "The platform can't take requests at the moment.",
            StatusCodes.Status503ServiceUnavailable,
            "A store that the platform needs doesn't answer. Repeat the request, with the same Idempotency-Key if it has one."),
        TimeSpan.FromSeconds(5));

    /// <summary>503: whether a user's token is good, nobody can tell at present.</summary>
    public static ProblemResult IssuerAway() => new(
        new Problem(
            Types + "unavailable",
            "The platform can't take requests at the moment.",
            StatusCodes.Status503ServiceUnavailable,
            "The issuer of your token doesn't tell its keys. Repeat the request."),
        TimeSpan.FromSeconds(10));

    /// <summary>500: our fault. What it was stands in the log, never in the answer.</summary>
    public static ProblemResult Failed() => new(new Problem(
        Types + "internal-error",
        "The platform failed to answer.",
        StatusCodes.Status500InternalServerError,
        "The error is in the platform's log under this trace id."));
}
