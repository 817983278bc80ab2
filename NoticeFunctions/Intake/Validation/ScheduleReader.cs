using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>schedule</c>: one of <c>at</c>, <c>delay</c> and <c>every</c>, the last with <c>start</c>, <c>count</c> and <c>until</c>.</summary>
/// <param name="notice">The notice's members.</param>
/// <param name="faults">Where faults go.</param>
/// <param name="now">When the request came: what a delay, and a cycle without a start, is counted from.</param>
/// <param name="mayBeEndless">Whether a cycle may do without an end: scope <c>notices:endless</c>.</param>
internal sealed class ScheduleReader(ObjectReader notice, FaultList faults, DateTimeOffset now, bool mayBeEndless)
{
    private const string InstantExample = "2099-12-31T09:00:00Z";
    private static readonly string[] Kinds = ["at", "delay", "every"];
    private static readonly string[] CycleMembers = ["start", "count", "until"];
    private static readonly string[] Members = [.. Kinds, .. CycleMembers];
    private static readonly JsonObject Example = new() { ["every"] = "PT1H", ["count"] = 24 };

    /// <summary>The schedule; null when it is absent (now) or, with faults, wrong.</summary>
    public NoticeSchedule? Read()
    {
        if (notice.Value("schedule") is not { } value || ObjectReader.Open(value, "/schedule", faults, Members, Example) is not { } schedule)
        {
            return null;
        }

        string[] kinds = [.. Kinds.Where(schedule.Has)];
        if (kinds.Length != 1)
        {
            notice.Fault("schedule", $"must have exactly one of: {string.Join(", ", Kinds)}", Example);
        }

        NoticeSchedule read = new(
            FutureInstant(schedule, "at"),
            Delay(schedule),
            Period(schedule),
            FutureInstant(schedule, "start"),
            Count(schedule),
            ReadInstant(schedule, "until"));
        if (schedule.Has("every"))
        {
            CheckEnd(schedule, read);
        }
        else
        {
            foreach (string member in CycleMembers.Where(schedule.Has))
            {
                schedule.Fault(member, "belongs to a cycle: it needs every beside it", Example);
            }
        }

        return read;
    }

    private void CheckEnd(ObjectReader schedule, NoticeSchedule read)
    {
        if (!mayBeEndless && !schedule.Has("count") && !schedule.Has("until"))
        {
            notice.Fault("schedule", "would never end: give it a count, an until, or both (without them it takes the scope notices:endless)", Example);
        }

        if (read.Until is { } until && until < (read.Start ?? now))
        {
            schedule.Fault("until", read.Start is null ? "lies in the past: the cycle would end before it starts" : "lies before the start", InstantExample);
        }
    }

    private DateTimeOffset? FutureInstant(ObjectReader schedule, string name)
    {
        if (ReadInstant(schedule, name) is not { } instant)
        {
            return null;
        }

        if (instant < now - NoticeLimits.Past)
        {
            schedule.Fault(name, "lies more than a minute in the past", InstantExample);
        }

        return instant;
    }

    private static DateTimeOffset? ReadInstant(ObjectReader schedule, string name)
    {
        string? text = schedule.Text(name, text => Instant.TryParse(text, out _), "must be an instant with an offset (RFC 3339)", InstantExample);
        return Instant.TryParse(text, out DateTimeOffset instant) ? instant : null;
    }

    private string? Delay(ObjectReader schedule) => schedule.Text(
        "delay",
        text => CalendarDuration.TryParse(text, out CalendarDuration delay) && delay.TryAddTo(now, 1, out _),
        "must be an ISO 8601 duration that ends before the year 10000",
        "PT15M");

    private static string? Period(ObjectReader schedule) => schedule.Text(
        "every",
        text => CalendarDuration.TryParse(text, out CalendarDuration period) && period.Shortest >= Every.ShortestPeriod,
        "must be an ISO 8601 duration of at least one second",
        "PT1H");

    private static int? Count(ObjectReader schedule)
    {
        if (schedule.Value("count") is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int count) && count >= 1)
        {
            return count;
        }

        schedule.Fault("count", $"must be a whole number from 1 to {int.MaxValue}", 10);
        return null;
    }
}
