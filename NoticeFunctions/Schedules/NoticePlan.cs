using NodaTime;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Schedules;

/// <summary>From what the caller wrote to what can be computed with. What was written is valid; an exception here is a fault of ours.</summary>
internal static class NoticePlan
{
    /// <summary>The schedule of a notice.</summary>
    /// <param name="schedule">As the caller put it; null is at once.</param>
    /// <param name="created">When the notice was accepted: what delays, and cycles without a start, are counted from.</param>
    /// <param name="noticeId">The notice, which its jitter follows from; null leaves jitter out.</param>
    public static Schedule From(NoticeSchedule? schedule, DateTimeOffset created, string? noticeId)
    {
        if (schedule is null)
        {
            return new Once(created);
        }

        Jitter jitter = schedule.Jitter is { } most && noticeId is not null ? Jitter.For(Duration(most).Rest, noticeId) : default;
        if (CycleOf(schedule, created) is { } cycle)
        {
            (int? count, DateTimeOffset? until) = EndsOf(schedule);
            return new Repeating(cycle, ExceptionsOf(schedule), count, until, jitter);
        }

        DateTimeOffset due = schedule switch
        {
            { At: { } at } => at.ToUniversalTime(),
            { Delay: { } delay } when Duration(delay).TryAddTo(created, 1, out DateTimeOffset sum) => sum,
            { Delay: not null } => throw new ArgumentOutOfRangeException(nameof(schedule), "The delay reaches beyond the calendar."),
            _ => created,
        };
        return new Once(due + jitter.Of(1, DateTimeOffset.MaxValue - due));
    }

    /// <summary>The schedule of an accepted notice.</summary>
    public static Schedule Plan(this Notice notice) => From(notice.Schedule, notice.Created, notice.Id);

    /// <summary>The cycle alone; null for what has one occurrence.</summary>
    public static Cycle? CycleOf(NoticeSchedule schedule, DateTimeOffset created)
    {
        DateTimeOffset start = schedule.Start ?? created;
        return schedule switch
        {
            { Every: { } period } => new Every(Duration(period), start.ToUniversalTime()),
            { Cron: { } cron } => new Cron(
                Schedules.Cron.Parse(cron, out bool isInterval, out string? fault) ?? throw new FormatException(fault), isInterval, ZoneOf(schedule), start.ToUniversalTime()),
            { Rrule: { } rule } => Recurrence.From(
                RuleReader.Read(rule, out string? fault) ?? throw new FormatException(fault),
                schedule.Start is { } given && schedule.TimeZone is not null ? given.DateTime : new WallClock(ZoneOf(schedule)).At(start),
                ZoneOf(schedule)),
            _ => null,
        };
    }

    /// <summary>What ends a cycle; a rule may say it itself.</summary>
    public static (int? Count, DateTimeOffset? Until) EndsOf(NoticeSchedule schedule)
    {
        if (schedule.Rrule is not { } text || RuleReader.Read(text, out _) is not { } rule)
        {
            return (schedule.Count, schedule.Until?.ToUniversalTime());
        }

        DateTimeOffset? until = rule.Until is not { } last ? schedule.Until?.ToUniversalTime()
            : rule.UntilIsUtc ? new DateTimeOffset(DateTime.SpecifyKind(last, DateTimeKind.Utc)) : new WallClock(ZoneOf(schedule)).Last(last);
        return (rule.Count ?? schedule.Count, until);
    }

    private static Exceptions ExceptionsOf(NoticeSchedule schedule)
    {
        if (schedule.Except is not { Count: > 0 } except)
        {
            return Exceptions.None;
        }

        WallClock clock = new(ZoneOf(schedule));
        return new Exceptions(except.Select(text => ExceptionReader.TryRead(text, clock, out Stretch one) ? one : throw new FormatException($"'{text}' is no exception.")));
    }

    private static DateTimeZone ZoneOf(NoticeSchedule schedule) =>
        WallTime.Zone(schedule.TimeZone) ?? throw new FormatException($"'{schedule.TimeZone}' is no time zone.");

    private static CalendarDuration Duration(string text) =>
        CalendarDuration.TryParse(text, out CalendarDuration duration) ? duration : throw new FormatException($"'{text}' is no ISO 8601 duration.");
}
