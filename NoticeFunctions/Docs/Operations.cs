using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.Admission;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Controls;
using NoticeFunctions.Health;
using NoticeFunctions.Intake;
using NoticeFunctions.Intake.Preview;
using NoticeFunctions.Problems;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for every HTTP function: a test fails on one that is missing.</summary>
internal static class Operations
{
    private static readonly (int, string, JsonTypeInfo?) NotFound = Refused(404, "There is no such notice.");
    private static readonly (int, string, JsonTypeInfo?) Invalid = Refused(400, "The request is wrong; `errors` names every wrong member.");
    private static readonly (int, string, JsonTypeInfo?) Away = Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");

    /// <summary>The answers of every function that asks for a token.</summary>
    public static IReadOnlyList<(int Status, string Description, JsonTypeInfo? Body)> Guarded { get; } =
        [Refused(401, "There is no token, or none that is good."), Refused(403, "The token lacks the scope, which the answer names.")];

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>([.. ApplicationOperations.All, .. ConfigurationOperations.All, .. InboxOperations.All, .. SuppressionOperations.All, .. WebhookOperations.All, .. DeviceOperations.All, .. DeadLetterOperations.All])
    {
        [nameof(AcceptNotice)] = new("Notices", "Send a notice", "Takes a notice, to be delivered now, later, or again and again. Once this answers 202 the notice is kept and delivered, also after a restart.")
        {
            TakesNotice = true,
            Headers = [(IdempotencyKey.Header, $"Makes a repetition safe: the same key and body give the same answer and one notice; another body gives 422. 1 to {NoticeLimits.IdempotencyKeyCharacters} visible ASCII characters.")],
            Answers =
            [
                (202, "Accepted. Location and statusQueryGetUri say where to follow it; RateLimit what is left of this minute.", IntakeJson.Default.AcceptedNotice),
                Invalid,
                Refused(413, "The body is too large: 2 MB, or 15 MB with attachments in it, are the most."),
                Refused(415, "The body is no JSON by its content type."),
                Refused(422, "The idempotency key came before with another body."),
                Refused(429, "A limit of your application is reached: Retry-After says when to come again, RateLimit and RateLimit-Policy what the limit is."),
                Away,
            ],
        },
        [nameof(PreviewSchedule)] = new("Schedules", "Preview a schedule", $"Says in words what a schedule means, and when a notice with it, posted at `from` (now, unless told), would be due: the first `count` occurrences (10 unless told, at most {NoticeLimits.PreviewedOccurrences}), without jitter. Nothing is sent or kept.")
        {
            TakesSchedule = true,
            Answers =
            [
                (200, "The occurrences. A note tells of those that a change of the clock moves or repeats.", IntakeJson.Default.PreviewAnswer),
                Invalid,
                Refused(413, "The body is too large."),
                Refused(415, "The body is no JSON by its content type."),
            ],
        },
        [nameof(AcceptBatch)] = new("Notices", "Send many notices", $"Takes `{{ \"notices\": [ ... ] }}`, at most {NoticeLimits.BatchNotices} of them, each as `POST /api/notices` does, with an `idempotencyKey` of its own if it has one. A wrong one harms no other.")
        {
            Headers = [(IdempotencyKey.Header, "Makes a repetition of the whole request safe, for the notices without a key of their own.")],
            Answers =
            [
                (200, "A result for each, in their order: the status that it would have had alone, with the notice or the problem; 429 from where a limit of your application is reached.", IntakeJson.Default.BatchAnswer),
                Invalid,
                Refused(413, "The body is too large."),
                Refused(415, "The body is no JSON by its content type."),
                Refused(422, "The idempotency key came before with another body."),
                Away,
            ],
        },
        [nameof(ListNotices)] = new("Notices", "List notices", "Your notices, newest first, without contents and recipients.")
        {
            Query =
            [
                ("status", "queued, scheduled, delivering, paused, completed, failed or cancelled."),
                ("channel", "email, sms, webSocket or app."),
                ("category", "The category that they were sent with."),
                ("recipient", "An address of one of the recipients, of any kind."),
                ("from", "Created at this instant or later (RFC 3339)."),
                ("to", "Created before this instant (RFC 3339)."),
                .. QueryDocs.Paging,
            ],
            Answers = [(200, "A page.", AnswerJson.Default.ListAnswerNoticeAnswer), Invalid, Away],
        },
        [nameof(GetNotice)] = new("Notices", "Get a notice", "The notice, and what became of it so far, each step of its escalation included.")
        {
            Answers = [(200, "The notice.", AnswerJson.Default.NoticeAnswer), NotFound, Away],
        },
        [nameof(ListDeliveries)] = new("Notices", "List a notice's deliveries", "Every delivery with its attempts, newest occurrence first.")
        {
            Query = QueryDocs.Paging,
            Answers = [(200, "A page.", AnswerJson.Default.ListAnswerDeliveryAnswer), Invalid, NotFound, Away],
        },
        [nameof(GetNoticeStatus)] = new("Notices", "Get a notice's orchestration status", "Answers as Durable Functions' status query does.")
        {
            Answers = [(200, "It has finished.", AnswerJson.Default.StatusAnswer), (202, "It runs; Retry-After says when to ask again.", AnswerJson.Default.StatusAnswer), NotFound, Away],
        },
        [nameof(ListLog)] = new("Notices", "Read a notice's log", "Who controlled it, when and why, and when it fired and escalated: the latest 1,000 lines, newest first.")
        {
            Query = QueryDocs.Paging,
            Answers = [(200, "A page.", AnswerJson.Default.ListAnswerLogEntry), Invalid, NotFound, Away],
        },
        [ControlFunctions.Cancel] = Control("Cancel a notice", "Ends it. Answered before it is due, nothing is sent; while it is being delivered, nothing more than what a provider has."),
        [ControlFunctions.Pause] = Control("Pause a notice", "Holds it, retries included, until it is resumed."),
        [ControlFunctions.Resume] = Control("Resume a notice", "Lets it go on. Occurrences that passed meanwhile follow the schedule's misfire policy."),
        [ControlFunctions.Reschedule] = Control("Reschedule a notice", "Gives it another schedule, which counts from now, in place of what is left of the present one."),
        [ControlFunctions.Trigger] = Control("Trigger a notice", "Lets it fire once, now, beside its schedule, which goes on unchanged."),
        [ControlFunctions.Acknowledge] = Control("Acknowledge a notice", "Says that it was taken note of: by `recipient` (a position in `to`; behind them those of `escalate`), or by all. It ends a notice with `stopWhen`, and its escalation."),
        [AcknowledgePage.Show] = new("Notices", "The page behind an acknowledgement link", "A page with a button; it changes nothing, because mail scanners follow links.")
        {
            Answers = [(200, "The page.", null), (404, "The link is not valid, or no longer.", null)],
        },
        [AcknowledgePage.Take] = new("Notices", "Acknowledge by link", "What the page's button posts: acknowledges as the recipient whom the link was sent to.")
        {
            Answers = [(200, "It is acknowledged.", null), (404, "The link is not valid, or no longer.", null), Away],
        },
        [BrakeFunctions.PauseChannel] = Brake("Pause a channel", "Its deliveries wait, whoever sends them; nothing is lost."),
        [BrakeFunctions.ResumeChannel] = Brake("Resume a channel", "Its deliveries go on within about a minute."),
        [BrakeFunctions.PauseApplication] = Brake("Pause an application", "Its deliveries wait; it may go on sending notices, and nothing is lost."),
        [BrakeFunctions.ResumeApplication] = Brake("Resume an application", "Its deliveries go on within about a minute."),
        [nameof(ListSandbox)] = new("Platform", "See what the sandbox has taken", "What channels without a provider have taken, newest first; 404 where the sandbox is not enabled.")
        {
            Query = QueryDocs.Paging,
            Answers = [(200, "A page.", AnswerJson.Default.ListAnswerSandboxAnswer), Invalid, Refused(404, "There is no sandbox."), Away],
        },
        [nameof(GetToken)] = new("Applications", "Get a token", "The OAuth 2.0 token endpoint: takes a form and gives an access token. docs/authentication.md shows each way.")
        {
            Body = ApplicationBodies.TokenRequest,
            Answers =
            [
                (200, "A token.", TokenJson.Default.TokenAnswer),
                (400, "The request is wrong (RFC 6749, section 5.2).", TokenJson.Default.TokenError),
                (401, "The client could not be authenticated: `invalid_client`, whatever the reason.", TokenJson.Default.TokenError),
                (429, "Too many authentications have failed, of this client or from this address: Retry-After says when to come again.", TokenJson.Default.TokenError),
                Away,
            ],
        },
        [nameof(GetPublicKeys)] = new("Applications", "The platform's public keys", "A JWK set: `sig` keys check the platform's tokens, credentials are encrypted for the first `enc` key. To be kept for five minutes.")
        {
            Answers = [(200, "The keys.", AdmissionJson.Default.PublicJwks), Away],
        },
        [nameof(GetHealth)] = new("Platform", "Health", "Whether the platform can be relied on, with each dependency and its latency.")
        {
            Answers = [(200, "It can.", HealthJson.Default.HealthAnswer), (503, "A dependency is away.", HealthJson.Default.HealthAnswer)],
        },
        [nameof(GetOpenApi)] = new("Platform", "This document", "OpenAPI 3.1.") { Answers = [(200, "The document.", null)] },
        [nameof(GetDocs)] = new("Platform", "This document, to be read", "A page.") { Answers = [(200, "The page.", null)] },
        [nameof(RedirectToDocs)] = new("Platform", "The root", "Leads to the documentation.") { Answers = [(302, "To /api/docs.", null)] },
    };

    private static OperationDoc Brake(string summary, string description) => new("Platform", summary, description + " The body is optional: `{ \"reason\": \"...\" }`. Every process of the platform knows it 2 s later.")
    {
        Answers = [(200, "What is paused now.", ControlsJson.Default.BrakesAnswer), Invalid, Refused(404, "There is no such channel or application."), Refused(415, "The body is no JSON by its content type."), Away],
    };

    private static OperationDoc Control(string summary, string description) => new("Notices", summary, description + " The body is optional but for a schedule: `{ \"reason\": \"...\" }` goes into the log. The same control twice is answered twice and has one effect.")
    {
        Headers = [(IdempotencyKey.Header, "Makes a repetition of trigger and reschedule safe after the first was followed, too.")],
        Answers =
        [
            (202, "Taken: what the notice has come to.", ControlsJson.Default.ControlledNotice),
            Invalid,
            NotFound,
            Refused(409, "The notice's state forbids it; `noticeStatus` says what it is."),
            Refused(415, "The body is no JSON by its content type."),
            Away,
        ],
    };

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
