using System.Globalization;

namespace NoticeFunctions.Schedules.Words;

/// <summary>Words that cron and rules share.</summary>
internal static class Wording
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth"];

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) =>
        items.Count < 2 ? string.Concat(items) : $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}";

    /// <summary>"first" to "fifth", "last" for -1, "second to last" for -2; null beyond.</summary>
    public static string? Ordinal(int place) => place switch
    {
        -1 => "last",
        >= 1 and <= 5 => Ordinals[place - 1],
        >= -5 and <= -2 => $"{Ordinals[-place - 1]} to last",
        _ => null,
    };

    /// <summary>"09:00", or "09:00:30".</summary>
    public static string Time(int hour, int minute, int second) =>
        second == 0 ? $"{hour:00}:{minute:00}" : $"{hour:00}:{minute:00}:{second:00}";

    /// <summary>The English name of a month, 1 to 12.</summary>
    public static string Month(int month) => CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);

    /// <summary>"weekday", "day", or the days' names, in the week's order from Monday.</summary>
    public static string Days(IEnumerable<DayOfWeek> days)
    {
        DayOfWeek[] week = [.. days.Distinct().OrderBy(day => ((int)day + 6) % 7)];
        return week switch
        {
            { Length: 7 } => "day",
            { Length: 5 } when !week.Contains(DayOfWeek.Saturday) && !week.Contains(DayOfWeek.Sunday) => "weekday",
            _ => List([.. week.Select(day => day.ToString())]),
        };
    }
}
