using NoticeFunctions.Notices;

namespace NoticeFunctions.Schedules;

/// <summary>From what the caller wrote to what can be computed with.</summary>
internal static class NoticePlan
{
    /// <summary>The schedule of a notice.</summary>
    /// <param name="schedule">As the caller put it, valid; null is at once.</param>
    /// <param name="created">When the notice was accepted: what delays, and cycles without a start, are counted from.</param>
    public static Schedule From(NoticeSchedule? schedule, DateTimeOffset created) => schedule switch
    {
        { Every: { } period } => new Every(Duration(period), schedule.Start ?? created, schedule.Count, schedule.Until),
        { At: { } at } => new Once(at),
        { Delay: { } delay } when Duration(delay).TryAddTo(created, 1, out DateTimeOffset due) => new Once(due),
        { Delay: not null } => throw new ArgumentOutOfRangeException(nameof(schedule), "The delay reaches beyond the calendar."),
        _ => new Once(created),
    };

    /// <summary>The schedule of an accepted notice.</summary>
    public static Schedule Plan(this Notice notice) => From(notice.Schedule, notice.Created);

    private static CalendarDuration Duration(string text) =>
        CalendarDuration.TryParse(text, out CalendarDuration duration) ? duration : throw new FormatException($"'{text}' is no ISO 8601 duration.");
}
