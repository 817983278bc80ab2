namespace NoticeFunctions.Schedules.Rules;

/// <summary>A recurrence rule of RFC 5545, section 3.3.10, as it was written; a list that is empty was not.</summary>
/// <param name="Frequency">FREQ.</param>
/// <param name="Interval">INTERVAL, at least 1.</param>
/// <param name="WeekStart">WKST.</param>
internal sealed record Rule(Frequency Frequency, int Interval, DayOfWeek WeekStart)
{
    /// <summary>COUNT.</summary>
    public int? Count { get; init; }

    /// <summary>UNTIL: a time of the wall, or with <see cref="UntilIsUtc"/> of UTC.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Whether <see cref="Until"/> is of UTC.</summary>
    public bool UntilIsUtc { get; init; }

    /// <summary>BYDAY: days of the week, those with a place in month or year having one that is not 0.</summary>
    public IReadOnlyList<(int Place, DayOfWeek Day)> Days { get; init; } = [];

    /// <summary>BYSECOND, ascending.</summary>
    public IReadOnlyList<int> Seconds { get; init; } = [];

    /// <summary>BYMINUTE, ascending.</summary>
    public IReadOnlyList<int> Minutes { get; init; } = [];

    /// <summary>BYHOUR, ascending.</summary>
    public IReadOnlyList<int> Hours { get; init; } = [];

    /// <summary>BYMONTHDAY.</summary>
    public IReadOnlyList<int> MonthDays { get; init; } = [];

    /// <summary>BYYEARDAY.</summary>
    public IReadOnlyList<int> YearDays { get; init; } = [];

    /// <summary>BYWEEKNO.</summary>
    public IReadOnlyList<int> Weeks { get; init; } = [];

    /// <summary>BYMONTH.</summary>
    public IReadOnlyList<int> Months { get; init; } = [];

    /// <summary>BYSETPOS.</summary>
    public IReadOnlyList<int> Positions { get; init; } = [];

    /// <summary>The same rule with everything said that it takes from its start (RFC 5545: "the missing information is derived from DTSTART").</summary>
    public Rule Explicit(DateTime start)
    {
        bool hasDay = Days.Count + MonthDays.Count + YearDays.Count > 0;
        return this with
        {
            Seconds = Frequency > Frequency.Secondly && Seconds.Count == 0 ? [start.Second] : Seconds,
            Minutes = Frequency > Frequency.Minutely && Minutes.Count == 0 ? [start.Minute] : Minutes,
            Hours = Frequency > Frequency.Hourly && Hours.Count == 0 ? [start.Hour] : Hours,
            Days = !hasDay && (Frequency == Frequency.Weekly || Weeks.Count > 0) ? [(0, start.DayOfWeek)] : Days,
            MonthDays = !hasDay && Weeks.Count == 0 && Frequency >= Frequency.Monthly ? [start.Day] : MonthDays,
            Months = !hasDay && Weeks.Count == 0 && Months.Count == 0 && Frequency == Frequency.Yearly ? [start.Month] : Months,
        };
    }
}
