using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Schedules.Words;

/// <summary>Says a recurrence rule, where it is of a common kind.</summary>
internal static class RuleWords
{
    /// <summary>"Every 2 weeks on Monday and Friday at 09:00"; null for a rule with no simple wording.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="start">The wall time of its start, which says what the rule leaves open; null where that is when it is posted.</param>
    public static string? Of(Rule rule, DateTime? start)
    {
        if (rule.YearDays.Count + rule.Weeks.Count > 0 || rule.Frequency < Frequency.Hourly || (rule.Positions.Count > 0 && rule.Positions.Count + rule.MonthDays.Count != 1))
        {
            return null;
        }

        return Days(rule) is { } days && Times(rule, start) is { } times ? $"{Period(rule)}{days}{times}" : null;
    }

    private static string Period(Rule rule)
    {
        string unit = rule.Frequency switch
        {
            Frequency.Hourly => "hour",
            Frequency.Daily => "day",
            Frequency.Weekly => "week",
            Frequency.Monthly => "month",
            _ => "year",
        };
        return rule.Interval == 1 ? $"Every {unit}" : $"Every {rule.Interval} {unit}s";
    }

    private static string? Days(Rule rule)
    {
        string months = rule.Months.Count == 0 ? "" : $" in {Wording.List([.. rule.Months.Select(Wording.Month)])}";
        if (rule.Positions.Count == 1)
        {
            string days = Wording.Days(rule.Days.Select(day => day.Day));
            return rule.Frequency == Frequency.Monthly && rule.Days.Count > 0 && rule.Days.All(day => day.Place == 0) && Wording.Ordinal(rule.Positions[0]) is { } position
                ? $" on the {position} {(days.Contains(' ', StringComparison.Ordinal) ? "of " : "")}{days}{months}" : null;
        }

        if (rule.MonthDays.Count > 0)
        {
            return rule.Days.Count > 0 ? null
                : rule.MonthDays is [-1] ? $" on the last day{months}" : rule.MonthDays.Any(day => day < 0) ? null : $" on day {Wording.List([.. rule.MonthDays.Select(day => $"{day}")])}{months}";
        }

        if (rule.Days.Count == 0)
        {
            return months;
        }

        if (rule.Days.All(day => day.Place == 0))
        {
            return $" on {(rule.Frequency == Frequency.Monthly ? "each " : "")}{Wording.Days(rule.Days.Select(day => day.Day))}{months}";
        }

        string?[] placed = [.. rule.Days.Select(day => Wording.Ordinal(day.Place) is { } place && day.Place != 0 ? $"the {place} {day.Day}" : null)];
        return placed.Contains(null) ? null : $" on {Wording.List(placed!)}{months}";
    }

    private static string? Times(Rule rule, DateTime? start)
    {
        if (rule.Frequency == Frequency.Hourly)
        {
            return rule.Hours.Count + rule.Minutes.Count + rule.Seconds.Count == 0 ? "" : null;
        }

        IReadOnlyList<int> hours = rule.Hours.Count == 0 && start is { } one ? [one.Hour] : rule.Hours;
        IReadOnlyList<int> minutes = rule.Minutes.Count == 0 ? [start?.Minute ?? 0] : rule.Minutes;
        return hours.Count == 0 ? "" : hours.Count * minutes.Count > 6 || rule.Seconds.Count > 1
            ? null
            : $" at {Wording.List([.. hours.SelectMany(hour => minutes.Select(minute => Wording.Time(hour, minute, rule.Seconds.Count == 1 ? rule.Seconds[0] : start?.Second ?? 0)))])}";
    }
}
