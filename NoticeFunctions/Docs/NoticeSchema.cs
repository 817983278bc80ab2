using System.Text.Json.Nodes;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;

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
                "email": { "type": "string", "format": "email", "maxLength": 254 }, "phone": { "type": "string", "pattern": "^\\+[1-9][0-9]{6,14}$", "description": "E.164." },
                "user": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.UserCharacters}} }, "device": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.DeviceCharacters}} },
                "name": { "type": "string", "minLength": 1, "maxLength": {{NoticeLimits.NameCharacters}} } } } },
            "channels": { "type": "array", "minItems": 1, "uniqueItems": true, "items": { "enum": [ {{List<Channel>()}} ] }, "description": "Those that the recipients have addresses for, unless told." },
            "schedule": { "type": "object", "additionalProperties": false, "description": "Now, unless told. Exactly one of at, delay and every; a cycle needs a count, an until, or both: the first reached ends it.", "properties": {
              "at": { "type": "string", "format": "date-time", "description": "Once, at this instant; at most a minute past." },
              "delay": { "type": "string", "format": "duration", "description": "Once, so long after the request." },
              "every": { "type": "string", "format": "duration", "description": "Again and again, one second or more apart. Months and years follow the calendar (UTC)." },
              "start": { "type": "string", "format": "date-time", "description": "When a cycle's first occurrence is due: at once, unless told." },
              "count": { "type": "integer", "minimum": 1, "maximum": {{int.MaxValue}} },
              "until": { "type": "string", "format": "date-time", "description": "No occurrence is due later; one at this instant is." } } },
            "priority": { "enum": [ {{List<Priority>()}} ], "default": "normal" },
            "category": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$" },
            "metadata": { "type": "object", "maxProperties": {{NoticeLimits.MetadataPairs}}, "additionalProperties": { "type": "string" }, "description": "Given back as it came; at most {{NoticeLimits.MetadataBytes}} bytes in all." }
          }
        }
        """)!;

    private static string List<T>()
        where T : struct, Enum => string.Join(", ", Names.All<T>().Select(name => $"\"{name}\""));
}
