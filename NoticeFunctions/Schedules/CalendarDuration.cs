using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Schedules;

/// <summary>
/// An ISO 8601 duration. Years and months are counted by the calendar (31 January and a month is the last day of February); weeks, days and
/// what is smaller have fixed lengths, a day being 24 hours of UTC.
/// </summary>
/// <param name="Months">Whole months, a year being 12; not negative.</param>
/// <param name="Rest">All that has a fixed length; not negative.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct CalendarDuration(int Months, TimeSpan Rest)
{
    private const int MonthsOf10000Years = 120_000;
    private const long DaysOf10000Years = 3_660_000;

    /// <summary>The least time this duration ever takes: a month is never shorter than 28 days.</summary>
    public TimeSpan Shortest => Rest + TimeSpan.FromDays(28L * Months);

    /// <summary>Reads a duration such as <c>PT15M</c>, <c>P1DT12H</c>, <c>P1M</c> or <c>PT1.5S</c>: unsigned, at most 10,000 years, at most 7 decimals and only in the seconds.</summary>
    /// <returns>False when the text is no such duration.</returns>
    public static bool TryParse(string? text, out CalendarDuration duration)
    {
        duration = default;
        if (text is null || Pattern().Match(text) is not { Success: true } match)
        {
            return false;
        }

        long months = (12 * Number(match, "years")) + Number(match, "months");
        long days = (7 * Number(match, "weeks")) + Number(match, "days");
        long seconds = (3600 * Number(match, "hours")) + (60 * Number(match, "minutes")) + Number(match, "seconds");
        long fraction = long.Parse(match.Groups["fraction"].Value.PadRight(7, '0'), CultureInfo.InvariantCulture);
        if (months > MonthsOf10000Years || days + (seconds / 86_400) > DaysOf10000Years)
        {
            return false;
        }

        duration = new CalendarDuration((int)months, new TimeSpan((days * TimeSpan.TicksPerDay) + (seconds * TimeSpan.TicksPerSecond) + fraction));
        return true;
    }

    /// <summary>An instant and so many times this duration, all of it counted from that instant.</summary>
    /// <returns>False beyond the calendar's end.</returns>
    public bool TryAddTo(DateTimeOffset start, long times, out DateTimeOffset sum)
    {
        sum = default;
        Int128 months = (Int128)Months * times;
        Int128 ticks = (Int128)Rest.Ticks * times;
        if (months > MonthsOf10000Years || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        try
        {
            sum = start.AddMonths((int)months).AddTicks((long)ticks);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    /// <summary>The duration in ISO 8601, in its shortest common spelling.</summary>
    public override string ToString()
    {
        string months = Months == 0 ? "" : $"{Months}M";
        string days = Rest.Days == 0 ? "" : $"{Rest.Days}D";
        TimeSpan time = Rest - TimeSpan.FromDays(Rest.Days);
        if (time == TimeSpan.Zero)
        {
            return months.Length + days.Length == 0 ? "PT0S" : $"P{months}{days}";
        }

        string hours = time.Hours == 0 ? "" : $"{time.Hours}H";
        string minutes = time.Minutes == 0 ? "" : $"{time.Minutes}M";
        decimal seconds = (decimal)(time.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        return $"P{months}{days}T{hours}{minutes}{(seconds == 0 ? "" : seconds.ToString("0.#######", CultureInfo.InvariantCulture) + "S")}";
    }

    private static long Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? long.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    // The look-aheads ask for at least one part, and for one after the T; nothing here can backtrack far.
    [GeneratedRegex(
        """
        \AP(?=[0-9T])((?<years>[0-9]{1,10})Y)?((?<months>[0-9]{1,10})M)?((?<weeks>[0-9]{1,10})W)?((?<days>[0-9]{1,10})D)?
        (T(?=[0-9])((?<hours>[0-9]{1,10})H)?((?<minutes>[0-9]{1,10})M)?((?<seconds>[0-9]{1,10})([.,](?<fraction>[0-9]{1,7}))?S)?)?\z
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
