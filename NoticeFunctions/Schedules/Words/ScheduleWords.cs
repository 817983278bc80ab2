using System.Globalization;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Schedules.Words;

/// <summary>Says a schedule in English: "Every weekday at 09:00, Europe/Berlin, 10 times". What has no simple wording is quoted as it was written.</summary>
internal static class ScheduleWords
{
    /// <summary>The words.</summary>
    public static string Of(NoticeSchedule schedule)
    {
        List<string> parts = [Kind(schedule)];
        if (schedule.TimeZone is { } zone || ((schedule.Cron ?? schedule.Rrule) is not null && (zone = "UTC") is not null))
        {
            parts.Add(zone);
        }

        if (schedule.IsCyclic)
        {
            AddEnds(parts, schedule);
        }

        if (schedule.Jitter is { } jitter)
        {
            parts.Add($"up to {Length(jitter)} later");
        }

        return string.Join(", ", parts);
    }

    private static string Kind(NoticeSchedule schedule) => schedule switch
    {
        { At: { } at } => $"Once at {at.DateTime:yyyy-MM-dd HH:mm:ss}" + (schedule.TimeZone is null ? " UTC" : ""),
        { Delay: { } delay } => $"Once, {Length(delay)} after it is posted",
        { Every: { } every } => $"Every {Length(every, every: true)}",
        { Cron: { } cron } => CronWords.Of(cron),
        { Rrule: { } rule } => RuleWords.Of(RuleReader.Read(rule, out _)!, schedule.Start?.DateTime) ?? $"By the rule {rule}",
        _ => "At once",
    };

    private static void AddEnds(List<string> parts, NoticeSchedule schedule)
    {
        (int? count, DateTimeOffset? until) = NoticePlan.EndsOf(schedule);
        if (schedule.Start is { } start)
        {
            parts.Add($"from {start:yyyy-MM-dd}");
        }

        if (until is { } last)
        {
            parts.Add($"until {new WallClock(WallTime.Zone(schedule.TimeZone)!).At(last):yyyy-MM-dd HH:mm}");
        }

        if (count is { } times)
        {
            parts.Add(times == 1 ? "once" : $"{times.ToString(CultureInfo.InvariantCulture)} times");
        }

        if (schedule.Except is { Count: > 0 } except)
        {
            parts.Add(except.Count == 1 ? "with an exception" : $"with {except.Count} exceptions");
        }
    }

    /// <summary>A duration in words, where it is of one unit; after "every" the number one is left out.</summary>
    private static string Length(string text, bool every = false)
    {
        if (!CalendarDuration.TryParse(text, out CalendarDuration duration))
        {
            return text;
        }

        (long number, string unit) = duration switch
        {
            { Months: > 0, Rest.Ticks: 0 } when duration.Months % 12 == 0 => (duration.Months / 12, "year"),
            { Months: > 0, Rest.Ticks: 0 } => (duration.Months, "month"),
            { Months: > 0 } => (0, ""),
            _ when Whole(duration.Rest, TimeSpan.TicksPerDay * 7) is { } weeks => (weeks, "week"),
            _ when Whole(duration.Rest, TimeSpan.TicksPerDay) is { } days => (days, "day"),
            _ when Whole(duration.Rest, TimeSpan.TicksPerHour) is { } hours => (hours, "hour"),
            _ when Whole(duration.Rest, TimeSpan.TicksPerMinute) is { } minutes => (minutes, "minute"),
            _ when Whole(duration.Rest, TimeSpan.TicksPerSecond) is { } seconds => (seconds, "second"),
            _ => (0, ""),
        };
        return number switch
        {
            0 => text,
            1 when every => unit,
            1 => $"1 {unit}",
            _ => $"{number.ToString(CultureInfo.InvariantCulture)} {unit}s",
        };
    }

    private static long? Whole(TimeSpan time, long unit) => time.Ticks > 0 && time.Ticks % unit == 0 ? time.Ticks / unit : null;
}
