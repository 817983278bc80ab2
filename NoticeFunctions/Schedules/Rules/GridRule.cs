namespace NoticeFunctions.Schedules.Rules;

/// <summary>
/// The times of a rule whose period is a day or less. Its periods are a grid of equal steps, and all that is asked of a period is asked of one instant; so the next occurrence is found by
/// leaping from what fails to the first time that may not. Ical.Net (5.2.4) walks every period instead: a minute of CPU for a rule of seconds in one month of the year.
/// </summary>
internal sealed class GridRule : IWallTimes
{
    // Each leaps at least a period, mostly an hour, a day or a month.
    private const int MostLeaps = 200_000;

    private readonly Rule rule;
    private readonly DateTime start;
    private readonly long step;
    private readonly TimeSpan[] offsets;

    /// <summary>A rule that starts at a time of the wall.</summary>
    public GridRule(Rule rule, DateTime start)
    {
        this.rule = rule.Explicit(start);
        this.start = start;
        step = Unit * (long)rule.Interval;
        offsets = [.. Positioned()];
    }

    private long Unit => rule.Frequency switch
    {
        Frequency.Secondly => TimeSpan.TicksPerSecond,
        Frequency.Minutely => TimeSpan.TicksPerMinute,
        Frequency.Hourly => TimeSpan.TicksPerHour,
        _ => TimeSpan.TicksPerDay,
    };

    /// <inheritdoc/>
    public DateTime? Next(DateTime time, bool inclusive)
    {
        DateTime least = inclusive ? time : time.AddTicks(1);
        least = least < start ? start : least;
        long origin = start.Ticks - (start.Ticks % Unit);
        long period = origin + ((least.Ticks - origin) / step * step);
        for (int leap = 0; leap < MostLeaps && period <= DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay; leap++)
        {
            DateTime begin = new(period, DateTimeKind.Utc);
            if (FirstChance(begin) is { } chance)
            {
                long steps = (chance.Ticks - origin + step - 1) / step;
                period = Math.Max(origin + (steps * step), period + step);
                continue;
            }

            foreach (TimeSpan offset in offsets)
            {
                if (begin + offset >= least)
                {
                    return begin + offset;
                }
            }

            period += step;
        }

        return null;
    }

    /// <summary>When a period that the rule leaves out is followed by one that it might not; null for a period that it takes.</summary>
    private DateTime? FirstChance(DateTime period)
    {
        if (rule.Months.Count > 0 && !rule.Months.Contains(period.Month))
        {
            return period is { Year: 9999, Month: 12 } ? DateTime.MaxValue : new DateTime(period.Year, period.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
        }

        if (!TakesDay(period))
        {
            return period.Date.AddDays(1);
        }

        if (rule.Frequency < Frequency.Daily && rule.Hours.Count > 0 && !rule.Hours.Contains(period.Hour))
        {
            return period.Date.AddHours(period.Hour + 1);
        }

        if (rule.Frequency < Frequency.Hourly && rule.Minutes.Count > 0 && !rule.Minutes.Contains(period.Minute))
        {
            return period.Date.AddMinutes((period.Hour * 60) + period.Minute + 1);
        }

        return rule.Frequency == Frequency.Secondly && rule.Seconds.Count > 0 && !rule.Seconds.Contains(period.Second) ? period.AddSeconds(1) : null;
    }

    private bool TakesDay(DateTime day)
    {
        int fromMonthEnd = day.Day - DateTime.DaysInMonth(day.Year, day.Month) - 1;
        int fromYearEnd = day.DayOfYear - (DateTime.IsLeapYear(day.Year) ? 366 : 365) - 1;
        return (rule.MonthDays.Count == 0 || rule.MonthDays.Contains(day.Day) || rule.MonthDays.Contains(fromMonthEnd))
            && (rule.YearDays.Count == 0 || rule.YearDays.Contains(day.DayOfYear) || rule.YearDays.Contains(fromYearEnd))
            && (rule.Days.Count == 0 || rule.Days.Contains((0, day.DayOfWeek)));
    }

    /// <summary>Where in a period its occurrences lie, those that BYSETPOS leaves out left out.</summary>
    private IEnumerable<TimeSpan> Positioned()
    {
        TimeSpan[] all =
        [
            .. from hour in rule.Frequency == Frequency.Daily ? rule.Hours : [0]
               from minute in rule.Frequency >= Frequency.Hourly ? rule.Minutes : [0]
               from second in rule.Frequency >= Frequency.Minutely ? rule.Seconds : [0]
               select new TimeSpan(hour, minute, second),
        ];
        return rule.Positions.Count == 0
            ? all
            : rule.Positions.Select(position => position > 0 ? position - 1 : all.Length + position).Where(index => index >= 0 && index < all.Length).Distinct().Order().Select(index => all[index]);
    }
}
