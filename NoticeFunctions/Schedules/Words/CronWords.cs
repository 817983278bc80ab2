using System.Globalization;

namespace NoticeFunctions.Schedules.Words;

/// <summary>Says a cron expression, where it is of a common kind.</summary>
internal static class CronWords
{
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

    /// <summary>"Every weekday at 09:00"; an expression with no simple wording is quoted.</summary>
    public static string Of(string expression)
    {
        string[] fields = Cron.Fields(expression.ToUpperInvariant());
        string second = fields.Length == 6 ? fields[0] : "0";
        string[] rest = fields[^5..];
        if (Days(rest[2], rest[4]) is not { } days || Months(rest[3]) is not { } months || Times(second, rest[0], rest[1]) is not { } times)
        {
            return $"By the cron expression {expression.Trim()}";
        }

        const string every = "every month";
        string when = months.Length == 0 ? days : days.EndsWith(every, StringComparison.Ordinal) ? days[..^every.Length] + months : $"{days} in {months}";
        return times.IsFixed ? $"{when} {times.Text}" : when == "Every day" ? Upper(times.Text) : $"{when}, {times.Text}";
    }

    private static string? Days(string ofMonth, string ofWeek) => (ofMonth, ofWeek) switch
    {
        ("*" or "?", "*" or "?") => "Every day",
        ("L", "*" or "?") => "On the last day of every month",
        ("LW", "*" or "?") => "On the last weekday of every month",
        (_, "*" or "?") when ofMonth.EndsWith('W') && Number(ofMonth[..^1], 1, 31) is { } near => $"On the weekday nearest to day {near} of every month",
        (_, "*" or "?") when List(ofMonth, 1, 31, []) is { } days => $"On day {Wording.List([.. days.Select(day => day.ToString(CultureInfo.InvariantCulture))])} of every month",
        ("*" or "?", _) when ofWeek.IndexOf('#', StringComparison.Ordinal) is > 0 and int hash && Day(ofWeek[..hash]) is { } day && Number(ofWeek[(hash + 1)..], 1, 5) is { } place =>
            $"On the {Wording.Ordinal(place)} {day} of every month",
        ("*" or "?", _) when ofWeek.Length > 1 && ofWeek.EndsWith('L') && Day(ofWeek[..^1]) is { } last => $"On the last {last} of every month",
        ("*" or "?", _) when List(ofWeek, 0, 7, DayNames) is { } week => $"Every {Wording.Days(week.Select(day => (DayOfWeek)(day % 7)))}",
        _ => null,
    };

    private static string? Months(string field) => field == "*" ? ""
        : List(field, 1, 12, MonthNames) is { } months ? Wording.List([.. months.Select(Wording.Month)]) : null;

    private static (string Text, bool IsFixed)? Times(string second, string minute, string hour) => (second, minute, hour) switch
    {
        ("*", "*", "*") => ("every second", false),
        ("0", "*", "*") => ("every minute", false),
        (_, "*", "*") when Step(second) is { } seconds => ($"every {seconds} seconds", false),
        ("0", _, "*") when Step(minute) is { } minutes => ($"every {minutes} minutes", false),
        ("0", _, "*") when Number(minute, 0, 59) is { } past => (past == 0 ? "every hour" : $"every hour at {past} past", false),
        ("0", _, _) when Number(minute, 0, 59) is { } past && Step(hour) is { } hours => ($"every {hours} hours at {past} past", false),
        _ when Number(second, 0, 59) is { } s && List(minute, 0, 59, []) is { } minutes && List(hour, 0, 23, []) is { } hours && minutes.Count * hours.Count <= 6 =>
            ($"at {Wording.List([.. hours.SelectMany(h => minutes.Select(m => Wording.Time(h, m, s)))])}", true),
        _ => null,
    };

    private static int? Step(string field) => field.StartsWith("*/", StringComparison.Ordinal) && Number(field[2..], 2, 59) is { } step ? step : null;

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most ? number : null;

    private static string? Day(string text) => List(text, 0, 7, DayNames) is [var day] ? ((DayOfWeek)(day % 7)).ToString() : null;

    /// <summary>The values of a field that has names, numbers and ranges alone.</summary>
    private static List<int>? List(string field, int least, int most, string[] names)
    {
        List<int> values = [];
        foreach (string item in field.Split(','))
        {
            string[] ends = item.Split('-');
            int? first = Value(ends[0]);
            int? last = ends.Length == 2 ? Value(ends[1]) : first;
            if (ends.Length > 2 || first is null || last is null || last < first)
            {
                return null;
            }

            values.AddRange(Enumerable.Range(first.Value, last.Value - first.Value + 1));
        }

        return values;

        int? Value(string text) => Array.IndexOf(names, text) is >= 0 and int index ? (names.Length == 12 ? index + 1 : index) : Number(text, least, most);
    }

    private static string Upper(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
