using Cronos;
using NodaTime;

namespace NoticeFunctions.Schedules;

/// <summary>A cron expression in a time zone. Cronos says which wall times it means, <see cref="WallClock"/> when those are.</summary>
/// <param name="Expression">As parsed: five or six fields.</param>
/// <param name="IsInterval">Whether it says how often rather than when: its minutes or hours have a star, a range or a step. It fires in both passes of an hour that comes twice.</param>
/// <param name="Zone">The zone.</param>
/// <param name="Start">No occurrence is due before.</param>
internal sealed record Cron(CronExpression Expression, bool IsInterval, DateTimeZone Zone, DateTimeOffset Start) : Cycle(Start), IWallTimes
{
    private const int LongestExpression = 500;

    /// <summary>Reads an expression of five fields (minute, hour, day of month, month, day of week) or six (seconds first).</summary>
    /// <param name="text">The expression.</param>
    /// <param name="isInterval">Whether it says how often rather than when.</param>
    /// <param name="fault">What is wrong; null when nothing is.</param>
    /// <returns>Null when it is none.</returns>
    public static CronExpression? Parse(string text, out bool isInterval, out string? fault)
    {
        isInterval = false;
        string[] fields = Fields(text);
        if (text.Length > LongestExpression || fields.Length is not (5 or 6) || text.Contains('@'))
        {
            fault = $"must have five fields (minute, hour, day of month, month, day of week) or six (seconds first), and at most {LongestExpression} characters";
            return null;
        }

        isInterval = fields[^5].AsSpan().ContainsAny("*/-?") || fields[^4].AsSpan().ContainsAny("*/-?");
        try
        {
            fault = null;
            return CronExpression.Parse(text, fields.Length == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
        }
        catch (Exception e) when (e is CronFormatException or MissingSeedException)
        {
            fault = $"is no cron expression: {(e is MissingSeedException ? "H is not known here; take jitter" : e.Message.Replace("The given cron expression has an invalid format. ", "", StringComparison.Ordinal))}";
            return null;
        }
    }

    /// <summary>The fields of an expression.</summary>
    public static string[] Fields(string text) => text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc/>
    public override DateTimeOffset? After(DateTimeOffset instant)
    {
        DateTimeOffset after = instant < Start ? Start.AddTicks(-1) : instant;
        WallClock clock = new(Zone);
        return IsInterval ? clock.NextOfEveryPass(this, after) : clock.Next(this, after);
    }

    /// <inheritdoc/>
    public override string? NoteOn(DateTimeOffset due) => new WallClock(Zone).NoteOn(this, due);

    /// <inheritdoc/>
    public DateTime? Next(DateTime time, bool inclusive) => Expression.GetNextOccurrence(time, inclusive);
}
