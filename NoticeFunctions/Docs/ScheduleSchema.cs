using System.Text.Json.Nodes;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Docs;

/// <summary>The schema of a schedule, written by hand as the notice's is. docs/schedules.md says the same at length.</summary>
internal static class ScheduleSchema
{
    /// <summary>A schedule, in JSON Schema 2020-12.</summary>
    public static JsonNode Build() => JsonNode.Parse($$"""
        { "type": "object", "additionalProperties": false,
          "description": "Now, unless told. Exactly one of at, delay, every, cron and rrule; the last three are cycles, which need a count, an until, or both: the first reached ends them.",
          "properties": {
            "at": { "type": "string", "description": "Once, at this instant (RFC 3339); without an offset a local time of timeZone. At most a minute past." },
            "delay": { "type": "string", "format": "duration", "description": "Once, so long after the request." },
            "every": { "type": "string", "format": "duration", "description": "Again and again, one second or more apart, counted from start. Months and years follow the calendar (UTC)." },
            "cron": { "type": "string", "maxLength": 500, "description": "Minute, hour, day of month, month, day of week; with six fields, seconds first. Names, L, W and # as usual; where both days are given, both must match." },
            "rrule": { "type": "string", "maxLength": 1000, "description": "A recurrence rule of RFC 5545, counted from start." },
            "timeZone": { "type": "string", "description": "IANA name; of at, cron and rrule. UTC unless told." },
            "start": { "type": "string", "description": "No occurrence of a cycle is due before; now, unless told. An instant, or a local time of timeZone." },
            "count": { "type": "integer", "minimum": 1, "maximum": {{int.MaxValue}} },
            "until": { "type": "string", "description": "No occurrence is due later; one at this instant is. An instant, or a local time of timeZone." },
            "except": { "type": "array", "maxItems": {{NoticeLimits.Exceptions}}, "items": { "type": "string", "maxLength": 80 }, "description": "What a cycle leaves out: dates, instants, or ranges of them with a slash between, both ends included." },
            "jitter": { "type": "string", "format": "duration", "description": "Each occurrence fires up to so much later, by an amount of its own; at most a day, and never past the next occurrence." },
            "misfire": { "enum": [ {{string.Join(", ", Names.All<MisfirePolicy>().Select(name => $"\"{name}\""))}} ], "default": "once", "description": "What happens to occurrences that could not be fired in time." } } }
        """)!;

    /// <summary>The body of a preview.</summary>
    public static JsonNode Preview() => JsonNode.Parse($$"""
        { "type": "object", "additionalProperties": false, "required": [ "schedule" ],
          "properties": {
            "schedule": {{Build().ToJsonString()}},
            "from": { "type": "string", "format": "date-time", "description": "When a notice with it would be posted; now, unless told." },
            "count": { "type": "integer", "minimum": 1, "maximum": {{NoticeLimits.PreviewedOccurrences}}, "default": 10 } } }
        """)!;
}
