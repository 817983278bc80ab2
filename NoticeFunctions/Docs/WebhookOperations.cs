using NoticeFunctions.Channels.Email;
using NoticeFunctions.Channels.Sms.Twilio;
using NoticeFunctions.Problems;
using NoticeFunctions.Tracking.Webhooks;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for what providers call.</summary>
internal static class WebhookOperations
{
    private static readonly BodyDoc SendGridEvents = new("application/json", "SendGridEvents", """
        { "type": "array", "items": { "type": "object", "properties": {
          "event": { "type": "string" }, "sg_event_id": { "type": "string" }, "delivery": { "type": "string" }, "application": { "type": "string" }, "type": { "type": "string" }, "reason": { "type": "string" } } } }
        """);

    private static readonly BodyDoc TwilioReport = new("application/x-www-form-urlencoded", "TwilioReport", """
        { "type": "object", "properties": {
          "AccountSid": { "type": "string" }, "MessageSid": { "type": "string" }, "MessageStatus": { "type": "string" }, "ErrorCode": { "type": "string" } } }
        """);

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [nameof(TakeSendGridEvents)] = new("Webhooks", "SendGrid's events", "What SendGrid tells of mail that it has taken, signed: deliveries move on to delivered, bounced or complained. Events may come out of order and again.")
        {
            Headers = [(SendGridSignature.Header, "ECDSA over timestamp and body, in base64."), (SendGridSignature.TimestampHeader, "Unix seconds, within five minutes.")],
            Body = SendGridEvents,
            Answers =
            [
                (204, "They are taken.", null),
                (400, "The body is no array of events.", ProblemJson.Default.Problem),
                (401, "It is not signed by SendGrid, or not of these minutes; it has had no effect.", ProblemJson.Default.Problem),
                (413, "The body is too large.", ProblemJson.Default.Problem),
                (503, "A store that the platform needs is away; Retry-After says when to repeat.", ProblemJson.Default.Problem),
            ],
        },
        [nameof(TakeTwilioReport)] = new("Webhooks", "Twilio's report of a message", "What Twilio tells of a message that it has taken, at the address that it was given with it, signed: the delivery moves on to delivered or bounced. Reports may come out of order and again.")
        {
            Query = [(TwilioCallbacks.ApplicationParameter, "Whose delivery it is."), (TwilioCallbacks.DeliveryParameter, "The delivery.")],
            Headers = [(TwilioSignature.Header, "HMAC-SHA1 under the account's auth token, over address and form, in base64.")],
            Body = TwilioReport,
            Answers =
            [
                (204, "It is taken.", null),
                (401, "It is not signed by an account that the application sends through; it has had no effect.", ProblemJson.Default.Problem),
                (413, "The body is too large.", ProblemJson.Default.Problem),
                (503, "A store that the platform needs is away; Retry-After says when to repeat.", ProblemJson.Default.Problem),
            ],
        },
    };
}
