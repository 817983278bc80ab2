using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Docs;

/// <summary>The schema of a notice as it is posted. It is written by hand, for it is read by hand (Intake/Validation); a test posts what it allows.</summary>
internal static class NoticeSchema
{
    /// <summary>JSON Schema 2020-12.</summary>
    public static JsonNode Build() => JsonNode.Parse($$"""
        {
          "type": "object", "additionalProperties": false, "required": [ "title", "content", "to" ],
          "properties": {
            "title": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.TitleCharacters}}, "description": "One line, without control characters." },
            "content": { "description": "A text, or forms of it by channel; each at most {{NoticeLimits.ContentBytes}} bytes of UTF-8.", "oneOf": [
              { "type": "string", "minLength": 1 },
              { "type": "object", "additionalProperties": false, "required": [ "text" ], "properties": {
                "text": { "type": "string", "minLength": 1 }, "html": { "type": "string", "minLength": 1 }, "sms": { "type": "string", "minLength": 1 }, "push": { "type": "string", "minLength": 1 } } } ] },
            "to": { "type": "array", "minItems": 1, "maxItems": {{NoticeLimits.Recipients}}, "items": {
              "type": "object", "additionalProperties": false, "description": "At least one address.", "properties": {
                "email": { "type": "string", "format": "email", "maxLength": 254 }, "phone": { "type": "string", "minLength": 1, "maxLength": 40, "description": "E.164; where the platform has a default region, also a national number of it." },
                "user": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.UserCharacters}} }, "device": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.DeviceCharacters}}, "description": "A device's push token, topic: and a topic, or user: and a user: the devices that are registered for that user." },
                "name": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.NameCharacters}} } } } },
            "channels": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": [ {{List<Channel>()}} ] }, "description": "Those that the recipients have addresses for, unless told. Where app is told, users are reached on the devices that are registered for them." },
            "schedule": {{ScheduleSchema.Build().ToJsonString()}},
            "priority": { "enum": [ {{List<Priority>()}} ], "default": "normal" },
            "category": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$" },
            "from": { "type": "string", "format": "email", "maxLength": 254, "description": "Whom mail is from: one of your application's senders, or the address that the platform sends from, which it is unless told." },
            "replyTo": { "type": "string", "format": "email", "maxLength": 254, "description": "Whom answers to mail go to: one of the same addresses; the sender unless told." },
            "attachments": { "type": "array", "minItems": 1, "maxItems": {{AttachmentLimits.Count}}, "description": "Files that go along with mail, {{AttachmentLimits.Bytes}} bytes together at most: each with its content in base64, or a URL that it is fetched from when the notice is first delivered.", "items": { "oneOf": [
              { "type": "object", "additionalProperties": false, "required": [ "name", "contentType", "content" ], "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": {{AttachmentLimits.NameCharacters}} }, "contentType": { "type": "string", "description": "A media type without parameters." }, "content": { "type": "string", "minLength": 1, "contentEncoding": "base64" } } },
              { "type": "object", "additionalProperties": false, "required": [ "name", "url" ], "properties": {
                "name": { "type": "string", "minLength": 1, "maxLength": {{AttachmentLimits.NameCharacters}} }, "url": { "type": "string", "format": "uri", "maxLength": {{AttachmentAddresses.Longest}}, "description": "https, at a public address." } } } ] } },
            "configuration": { "type": "object", "additionalProperties": false, "properties": { {{ConfigurationNames()}} },
              "description": "The channel configurations to go by, where it is not to go by its channels' defaults: yours, or shared ones, that are enabled." },
            "expires": { "type": "string", "description": "An instant, or a duration after an occurrence is due: not delivered later, retries included." },
            "stopWhen": { "enum": [ "acknowledged" ], "description": "The notice ends when it is acknowledged; its schedule may then be endless." },
            "acknowledge": { "enum": [ {{List<AcknowledgementRule>()}} ], "default": "any", "description": "Whose acknowledgement counts: anybody's, or each recipient's." },
            "escalate": { "type": "array", "minItems": 1, "maxItems": {{NoticeLimits.EscalationSteps}}, "description": "What happens while nobody acknowledges: needs stopWhen.", "items": {
              "type": "object", "additionalProperties": false, "required": [ "after" ], "properties": {
                "after": { "type": "string", "description": "An ISO 8601 duration of at most {{Escalating.Longest.Days}} days after the notice's first occurrence was due; longer from step to step." },
                "channels": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": [ {{List<Channel>()}} ] }, "description": "Those that its recipients have addresses for; the notice's own where it has no to." },
                "to": { "type": "array", "minItems": 1, "maxItems": {{NoticeLimits.EscalationRecipients}}, "items": { "type": "object" }, "description": "As the notice's; its recipients unless told." } } } },
            "metadata": { "type": "object", "maxProperties": {{NoticeLimits.MetadataPairs}}, "additionalProperties": { "type": "string" }, "description": "Given back as it came; at most {{NoticeLimits.MetadataBytes}} bytes in all." }
          }
        }
        """)!;

    private static string List<T>()
        where T : struct, Enum => string.Join(", ", Names.All<T>().Select(name => $"\"{name}\""));

    private static string ConfigurationNames() =>
        string.Join(", ", Names.All<Channel>().Select(name => $"\"{name}\": " + """{ "type": "string", "pattern": "^[a-z0-9-]{1,64}$" }"""));
}
