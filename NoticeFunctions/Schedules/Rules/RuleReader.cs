using System.Globalization;

namespace NoticeFunctions.Schedules.Rules;

/// <summary>Reads recurrence rules and holds them to RFC 5545, section 3.3.10: Ical.Net takes some that the RFC forbids, and says little about those that it refuses.</summary>
internal static class RuleReader
{
    private const int LongestRule = 1000;

    // Beyond it, finding the next occurrence of a rule would take a request too long.
    private const int MostOfAPeriod = 2000;

    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
    private static readonly string[] Known =
        ["FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"];

    /// <summary>Reads a rule such as <c>FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1</c>.</summary>
    /// <param name="text">The rule, without the property's name.</param>
    /// <param name="fault">What is wrong, in words for the caller; null when nothing is.</param>
    /// <returns>Null when it is none.</returns>
    public static Rule? Read(string text, out string? fault)
    {
        fault = null;
        try
        {
            return Check(Compose(Parts(text)));
        }
        catch (FormatException e)
        {
            fault = e.Message;
            return null;
        }
    }

    private static Dictionary<string, string> Parts(string text)
    {
        if (text.Length > LongestRule)
        {
            throw new FormatException($"must have at most {LongestRule} characters");
        }

        Dictionary<string, string> parts = [];
        foreach (string part in text.ToUpperInvariant().Split(';'))
        {
            string[] pair = part.Split('=');
            if (pair.Length != 2 || pair[1].Length == 0 || !Known.Contains(pair[0]))
            {
                throw new FormatException($"must be parts NAME=VALUE with a semicolon between two, the names being some of {string.Join(", ", Known)}");
            }

            if (!parts.TryAdd(pair[0], pair[1]))
            {
                throw new FormatException($"has {pair[0]} more than once");
            }
        }

        return parts;
    }

    private static Rule Compose(Dictionary<string, string> parts)
    {
        if (!Enum.TryParse(parts.GetValueOrDefault("FREQ"), ignoreCase: true, out Frequency frequency) || !Enum.IsDefined(frequency) || char.IsAsciiDigit(parts["FREQ"][0]))
        {
            throw new FormatException("needs FREQ, one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY and YEARLY");
        }

        (DateTime? until, bool isUtc) = Until(parts.GetValueOrDefault("UNTIL"));
        return new Rule(
            frequency,
            parts.ContainsKey("INTERVAL") ? Numbers(parts, "INTERVAL", 1, 1_000_000, negative: false)[0] : 1,
            parts.TryGetValue("WKST", out string? first) ? Day(first, "WKST") : DayOfWeek.Monday)
        {
            Count = parts.ContainsKey("COUNT") ? Numbers(parts, "COUNT", 1, int.MaxValue, negative: false)[0] : null,
            Until = until,
            UntilIsUtc = isUtc,
            Days = [.. (parts.GetValueOrDefault("BYDAY")?.Split(',') ?? []).Select(PlacedDay).Distinct()],
            Seconds = Numbers(parts, "BYSECOND", 0, 59, negative: false),
            Minutes = Numbers(parts, "BYMINUTE", 0, 59, negative: false),
            Hours = Numbers(parts, "BYHOUR", 0, 23, negative: false),
            MonthDays = Numbers(parts, "BYMONTHDAY", 1, 31, negative: true),
            YearDays = Numbers(parts, "BYYEARDAY", 1, 366, negative: true),
            Weeks = Numbers(parts, "BYWEEKNO", 1, 53, negative: true),
            Months = Numbers(parts, "BYMONTH", 1, 12, negative: false),
            Positions = Numbers(parts, "BYSETPOS", 1, 366, negative: true),
        };
    }

    private static Rule Check(Rule rule)
    {
        bool places = rule.Days.Any(day => day.Place != 0);
        string? fault = rule switch
        {
            { Count: not null, Until: not null } => "has COUNT and UNTIL, of which a rule may have one",
            { Weeks.Count: > 0, Frequency: not Frequency.Yearly } => "has BYWEEKNO, which belongs to FREQ=YEARLY",
            { YearDays.Count: > 0, Frequency: Frequency.Daily or Frequency.Weekly or Frequency.Monthly } => $"has BYYEARDAY, which does not go with FREQ={Spell(rule.Frequency)}",
            { MonthDays.Count: > 0, Frequency: Frequency.Weekly } => "has BYMONTHDAY, which does not go with FREQ=WEEKLY",
            { Frequency: not (Frequency.Monthly or Frequency.Yearly) } when places => "has a number in BYDAY, which belongs to FREQ=MONTHLY and FREQ=YEARLY",
            { Weeks.Count: > 0 } when places => "has a number in BYDAY, which does not go with BYWEEKNO",
            { Positions.Count: > 0 } when rule.Days.Count + rule.Seconds.Count + rule.Minutes.Count + rule.Hours.Count + rule.MonthDays.Count + rule.YearDays.Count + rule.Weeks.Count + rule.Months.Count == 0 =>
                "has BYSETPOS, which needs another BY part beside it",
            _ when OfAPeriod(rule) > MostOfAPeriod => $"asks for more than {MostOfAPeriod} occurrences in each of its periods: take a higher FREQ",
            _ => null,
        };
        return fault is null ? rule : throw new FormatException(fault);
    }

    /// <summary>How many occurrences one period may hold at most.</summary>
    private static int OfAPeriod(Rule rule)
    {
        int days = rule.Frequency switch
        {
            Frequency.Weekly => Math.Max(rule.Days.Count, 1),
            Frequency.Monthly => rule.Days.Count == 0 ? Math.Max(rule.MonthDays.Count, 1) : 31,
            Frequency.Yearly => rule.Days.Count + rule.MonthDays.Count + rule.YearDays.Count + rule.Weeks.Count == 0 ? Math.Max(rule.Months.Count, 1) : rule.Months.Count > 0 ? 31 * rule.Months.Count : 366,
            _ => 1,
        };
        int hours = rule.Frequency > Frequency.Hourly ? Math.Max(rule.Hours.Count, 1) : 1;
        int minutes = rule.Frequency > Frequency.Minutely ? Math.Max(rule.Minutes.Count, 1) : 1;
        int seconds = rule.Frequency > Frequency.Secondly ? Math.Max(rule.Seconds.Count, 1) : 1;
        return days * hours * minutes * seconds;
    }

    private static string Spell(Frequency frequency) => frequency.ToString().ToUpperInvariant();

    private static (DateTime? Until, bool IsUtc) Until(string? text)
    {
        if (text is null)
        {
            return (null, false);
        }

        bool isUtc = text.EndsWith('Z');
        if (DateTime.TryParseExact(text.TrimEnd('Z'), "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime time))
        {
            return (time, isUtc);
        }

        // RFC 5545 wants a date only beside a start that is one; what is meant is clear.
        return DateTime.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? (date.AddDays(1).AddTicks(-1), false)
            : throw new FormatException("has an UNTIL that is none of 20261231, 20261231T090000 and 20261231T080000Z");
    }

    private static (int Place, DayOfWeek Day) PlacedDay(string text)
    {
        string name = text.Length < 2 ? text : text[^2..];
        string place = text[..^name.Length].TrimStart('+');
        return place.Length == 0
            ? (0, Day(name, "BYDAY"))
            : int.TryParse(place, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && Math.Abs(number) is >= 1 and <= 53
                ? (number, Day(name, "BYDAY"))
                : throw new FormatException("has a BYDAY whose number is not 1 to 53 or -53 to -1");
    }

    private static DayOfWeek Day(string name, string part) => Array.IndexOf(DayNames, name) is >= 0 and int day
        ? (DayOfWeek)day
        : throw new FormatException($"has a {part} with a day that is none of {string.Join(", ", DayNames)}");

    private static int[] Numbers(Dictionary<string, string> parts, string name, int least, int most, bool negative)
    {
        if (!parts.TryGetValue(name, out string? list))
        {
            return [];
        }

        List<int> numbers = [];
        foreach (string text in list.Split(','))
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) || (negative ? Math.Abs((long)number) : number) < least || (negative ? Math.Abs((long)number) : number) > most)
            {
                throw new FormatException($"has a {name} that is not {least} to {most}{(negative ? $" or -{most} to -{least}" : "")}");
            }

            numbers.Add(number);
        }

        return name is "INTERVAL" or "COUNT" && numbers.Count > 1 ? throw new FormatException($"has more than one {name}") : [.. numbers.Distinct().Order()];
    }
}
