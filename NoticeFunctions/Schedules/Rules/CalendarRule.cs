using System.Collections;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace NoticeFunctions.Schedules.Rules;

/// <summary>
/// The times of a rule whose period is a week, a month or a year, by Ical.Net. It counts from a rule's start, period by period; so it is given a start of its own: the beginning of the period that is asked
/// about, with all spelt out that the rule takes from its real start. That also makes BYSETPOS count within whole periods. It remembers where it is, so it serves one thread at
/// a time: whoever needs a schedule makes one.
/// </summary>
internal sealed class CalendarRule : IWallTimes
{
    // Forty years of weeks; a rule that yields nothing for as many periods yields nothing.
    private static readonly EvaluationOptions Bounded = new() { MaxUnmatchedIncrementsLimit = 2_100 };
    private static readonly string[] DayNames = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private readonly Rule rule;
    private readonly DateTime start;
    private readonly RecurrencePatternEvaluator evaluator;

    // Who asks for one time after the other goes on where the last answer was found: beginning anew, a rule with thousands of times a year is walked through for each of them.
    private IEnumerator? walk;
    private DateTime askedFor;
    private DateTime found;

    /// <summary>A rule that starts at a time of the wall.</summary>
    public CalendarRule(Rule rule, DateTime start)
    {
        this.rule = rule.Explicit(start);
        this.start = start;
        evaluator = new RecurrencePatternEvaluator(new RecurrenceRule(Spell(this.rule)));
    }

    /// <inheritdoc/>
    public DateTime? Next(DateTime time, bool inclusive)
    {
        DateTime least = inclusive ? time : time.AddTicks(1);
        least = least < start ? start : least;
        try
        {
            return Find(least);
        }
        catch (Exception e) when (e is EvaluationException or ArgumentOutOfRangeException)
        {
            // Nothing within the bound, or beyond the year 9999.
            walk = null;
            return null;
        }
    }

    private DateTime? Find(DateTime least)
    {
        bool goesOn = walk is not null && least >= askedFor && Anchor(least) <= found;
        if (!goesOn)
        {
            walk = evaluator.Evaluate(new CalDateTime(Anchor(least), hasTime: true), null!, Bounded).GetEnumerator();
        }

        askedFor = least;
        if (goesOn && found >= least)
        {
            return found;
        }

        while (walk!.MoveNext())
        {
            found = DateTime.SpecifyKind(((Period)walk.Current).StartTime.Value, DateTimeKind.Utc);
            if (found >= least)
            {
                return found;
            }
        }

        walk = null;
        return null;
    }

    /// <summary>The beginning of the rule's period that a time lies in, or of the last one before it.</summary>
    private DateTime Anchor(DateTime time)
    {
        DateTime anchor;
        switch (rule.Frequency)
        {
            case Frequency.Weekly:
                DateTime week = start.Date.AddDays(-(((int)start.DayOfWeek - (int)rule.WeekStart + 7) % 7));
                long step = 7L * rule.Interval;
                anchor = week.AddDays((time.Date - week).Days / step * step);
                break;
            case Frequency.Monthly:
                int months = ((time.Year - start.Year) * 12) + time.Month - start.Month;
                anchor = new DateTime(start.Year, start.Month, 1).AddMonths(months / rule.Interval * rule.Interval);
                break;
            default:
                // A week of a year may begin in the year before, and end in the one after.
                int years = Math.Max(0, time.AddDays(rule.Weeks.Count > 0 ? -7 : 0).Year - start.Year);
                anchor = new DateTime(start.Year + (years / rule.Interval * rule.Interval), 1, 1);
                break;
        }

        return DateTime.SpecifyKind(anchor, DateTimeKind.Unspecified);
    }

    private static string Spell(Rule rule)
    {
        List<string> parts = [$"FREQ={rule.Frequency.ToString().ToUpperInvariant()}", $"INTERVAL={rule.Interval}", $"WKST={DayNames[(int)rule.WeekStart]}"];
        Add("BYMONTH", rule.Months);
        Add("BYWEEKNO", rule.Weeks);
        Add("BYYEARDAY", rule.YearDays);
        Add("BYMONTHDAY", rule.MonthDays);
        Add("BYDAY", [.. rule.Days.Select(day => (day.Place == 0 ? "" : $"{day.Place}") + DayNames[(int)day.Day])]);
        Add("BYHOUR", rule.Hours);
        Add("BYMINUTE", rule.Minutes);
        Add("BYSECOND", rule.Seconds);
        Add("BYSETPOS", rule.Positions);
        return string.Join(';', parts);

        void Add<T>(string name, IReadOnlyCollection<T> values)
        {
            if (values.Count > 0)
            {
                parts.Add($"{name}={string.Join(',', values)}");
            }
        }
    }
}
