using System.Text.Json.Nodes;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake.FromKafka;

/// <summary>Why a message can't be accepted, however often it comes.</summary>
/// <param name="Reason">One of <see cref="RefusalReasons"/>.</param>
/// <param name="Problem">What the same request would have been answered over HTTP.</param>
/// <param name="Application">Whose it is, where that is known.</param>
internal sealed record MessageRefusal(string Reason, Problem Problem, string? Application = null);

/// <summary>The reasons, as dead letters are told apart.</summary>
internal static class RefusalReasons
{
    /// <summary>The value is no JSON.</summary>
    public const string NotJson = "not-json";

    /// <summary>It is JSON, and no notice.</summary>
    public const string Invalid = "invalid";

    /// <summary>It is no CloudEvent of this version, or not as it has to be.</summary>
    public const string InvalidEvent = "invalid-event";

    /// <summary>It is a CloudEvent of another type.</summary>
    public const string UnknownEventType = "unknown-event-type";

    /// <summary>There is no token, or none that is good now.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>The token does not allow to send notices.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The value is too long.</summary>
    public const string TooLarge = "too-large";

    /// <summary>The idempotency key came before with another value.</summary>
    public const string IdempotencyConflict = "idempotency-conflict";

    /// <summary>The application's limit does not admit it within an hour, or it has as many notices waiting as it may.</summary>
    public const string RateLimited = "rate-limited";

    /// <summary>A refusal for faults.</summary>
    public static MessageRefusal Of(IReadOnlyList<Fault> faults, string? application, string reason = Invalid) => new(
        faults is [{ Pointer: "" } only] && only.Detail.StartsWith(JsonBody.NoJson, StringComparison.Ordinal) ? NotJson : reason, Refuse.Invalid(faults).Problem, application);

    /// <summary>A refusal for one fault of an event.</summary>
    public static MessageRefusal OfEvent(string pointer, string detail, JsonNode? example) => new(InvalidEvent, Refuse.Invalid(pointer, detail, example).Problem);
}
