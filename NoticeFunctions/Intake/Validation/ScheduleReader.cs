using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules;
using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>schedule</c>: one of <c>at</c>, <c>delay</c>, <c>every</c>, <c>cron</c> and <c>rrule</c>, with what may stand beside it.</summary>
/// <param name="body">The members of the object that it stands in.</param>
/// <param name="faults">Where faults go.</param>
/// <param name="now">When the request came: what a delay, and a cycle without a start, is counted from.</param>
/// <param name="mayBeEndless">Whether a cycle may do without an end.</param>
internal sealed class ScheduleReader(ObjectReader body, FaultList faults, DateTimeOffset now, bool mayBeEndless)
{
    private static readonly string[] Kinds = ["at", "delay", "every", "cron", "rrule"];
    private static readonly string[] Cycles = ["every", "cron", "rrule"];
    private static readonly string[] CycleMembers = ["start", "count", "until", "except", "misfire"];
    private static readonly string[] Members = [.. Kinds, .. CycleMembers, "timeZone", "jitter"];
    private static readonly JsonObject Example = new() { ["every"] = "PT1H", ["count"] = 24 };

    /// <summary>The schedule; null when it is absent (now) or, with faults, wrong.</summary>
    public NoticeSchedule? Read()
    {
        if (body.Value("schedule") is not { } value || ObjectReader.Open(value, "/schedule", faults, Members, Example) is not { } schedule)
        {
            return null;
        }

        int before = faults.Items.Count;
        if (Kinds.Count(schedule.Has) != 1)
        {
            body.Fault("schedule", $"must have exactly one of: {string.Join(", ", Kinds)}", Example);
        }

        string? zone = TimeZone(schedule);
        ScheduleTimes times = new(schedule, new WallClock(WallTime.Zone(zone)!), zone is not null, now);
        NoticeSchedule read = new(
            times.Future("at"),
            Delay(schedule),
            Period(schedule),
            times.Future("start"),
            Count(schedule),
            times.Read("until"),
            Cron(schedule),
            Rule(schedule),
            zone,
            times.Except(),
            Jitter(schedule),
            Policy(schedule));
        if (Cycles.Any(schedule.Has))
        {
            CheckEnd(schedule, read);
        }
        else
        {
            foreach (string member in CycleMembers.Where(schedule.Has))
            {
                schedule.Fault(member, $"belongs to a cycle: it needs one of {string.Join(", ", Cycles)} beside it", Example);
            }
        }

        if (faults.Items.Count == before)
        {
            CheckThatItFires(schedule, read);
        }

        return read;
    }

    private void CheckEnd(ObjectReader schedule, NoticeSchedule read)
    {
        Rule? rule = read.Rrule is { } text ? RuleReader.Read(text, out _) : null;
        bool endsItself = (rule?.Count ?? (object?)rule?.Until) is not null;
        foreach (string member in ((string[])["count", "until"]).Where(member => endsItself && schedule.Has(member)))
        {
            schedule.Fault(member, "does not go with a rule that has COUNT or UNTIL itself", Example);
        }

        if (!mayBeEndless && !endsItself && !schedule.Has("count") && !schedule.Has("until"))
        {
            body.Fault("schedule", "would never end: give it a count, an until, or both (without them it takes the scope notices:endless)", Example);
        }

        if (read.Until is { } until && until < (read.Start ?? now))
        {
            schedule.Fault("until", read.Start is null ? "lies in the past: the cycle would end before it starts" : "lies before the start", ScheduleTimes.Example);
        }
    }

    /// <summary>A schedule without an occurrence is a slip, and its caller should learn it now.</summary>
    private void CheckThatItFires(ObjectReader schedule, NoticeSchedule read)
    {
        if (NoticePlan.From(read, now, noticeId: null).First is not null || NoticePlan.CycleOf(read, now) is not { } cycle)
        {
            return;
        }

        if (cycle.After(cycle.Start.AddTicks(-1)) is not { } first)
        {
            string kind = Cycles.First(schedule.Has);
            schedule.Fault(kind, "never fires: no date is as it asks (30 February, say)", kind == "cron" ? "0 9 * * MON-FRI" : "FREQ=WEEKLY;BYDAY=MO");
        }
        else if (NoticePlan.From(read with { Except = null }, now, noticeId: null).First is null)
        {
            schedule.Fault(schedule.Has("until") ? "until" : "rrule", $"ends before the first occurrence, which would be due at {first.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}", ScheduleTimes.Example);
        }
        else
        {
            schedule.Fault("except", "leaves no occurrence", new JsonArray("2099-12-25"));
        }
    }

    private static string? TimeZone(ObjectReader schedule)
    {
        string? zone = schedule.Text(
            "timeZone",
            text => WallTime.Zone(text) is not null,
            "must be a time zone by its IANA name, in the right case",
            "Europe/Berlin");
        if (zone is not null && (schedule.Has("every") || schedule.Has("delay")))
        {
            schedule.Fault("timeZone", "belongs to at, cron and rrule: an every or a delay is counted in UTC", Example);
            return null;
        }

        return zone;
    }

    private string? Delay(ObjectReader schedule) => schedule.Text(
        "delay",
        text => CalendarDuration.TryParse(text, out CalendarDuration delay) && delay.TryAddTo(now, 1, out DateTimeOffset due) && due < DateTimeOffset.MaxValue.AddDays(-2),
        "must be an ISO 8601 duration that ends before the year 10000",
        "PT15M");

    private static string? Period(ObjectReader schedule) => schedule.Text(
        "every",
        text => CalendarDuration.TryParse(text, out CalendarDuration period) && period.Shortest >= Every.ShortestPeriod,
        "must be an ISO 8601 duration of at least one second",
        "PT1H");

    private static string? Cron(ObjectReader schedule)
    {
        string? fault = null;
        return Told(schedule, "cron", text => Schedules.Cron.Parse(text, out _, out fault) is not null, () => fault, "0 9 * * MON-FRI");
    }

    private static string? Rule(ObjectReader schedule)
    {
        string? fault = null;
        return Told(schedule, "rrule", text => RuleReader.Read(text, out fault) is not null, () => fault, "FREQ=WEEKLY;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=0;BYSECOND=0");
    }

    /// <summary>A text whose check says itself what is wrong.</summary>
    private static string? Told(ObjectReader schedule, string name, Func<string, bool> isRight, Func<string?> fault, string example)
    {
        string? text = schedule.Text(name, example);
        if (text is null || isRight(text))
        {
            return text;
        }

        schedule.Fault(name, fault() ?? "is wrong", example);
        return null;
    }

    private static string? Jitter(ObjectReader schedule) => schedule.Text(
        "jitter",
        text => CalendarDuration.TryParse(text, out CalendarDuration most) && most.Months == 0 && most.Rest > TimeSpan.Zero && most.Rest <= TimeSpan.FromDays(1),
        "must be an ISO 8601 duration of at most a day",
        "PT5M");

    private static MisfirePolicy? Policy(ObjectReader schedule)
    {
        string? name = schedule.Text("misfire", text => Names.TryParse<MisfirePolicy>(text, out _), $"must be one of: {string.Join(", ", Names.All<MisfirePolicy>())}", "once");
        return Names.TryParse(name, out MisfirePolicy policy) ? policy : null;
    }

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
