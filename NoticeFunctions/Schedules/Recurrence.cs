using NodaTime;
using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Schedules;

/// <summary>A recurrence rule of RFC 5545 in a time zone, without COUNT and UNTIL, which are the schedule's. The start is an occurrence only where the rule says so.</summary>
/// <param name="Times">The wall times that the rule means.</param>
/// <param name="Zone">The zone.</param>
/// <param name="Start">No occurrence is due before.</param>
internal sealed record Recurrence(IWallTimes Times, DateTimeZone Zone, DateTimeOffset Start) : Cycle(Start)
{
    /// <summary>A rule that starts at a wall time; fractions of a second are left out.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="wallStart">What the rule is counted from.</param>
    /// <param name="zone">The zone.</param>
    public static Recurrence From(Rule rule, DateTime wallStart, DateTimeZone zone)
    {
        DateTime start = DateTime.SpecifyKind(wallStart.AddTicks(-(wallStart.Ticks % TimeSpan.TicksPerSecond)), DateTimeKind.Utc);
        IWallTimes times = rule.Frequency <= Frequency.Daily ? new GridRule(rule, start) : new CalendarRule(rule, start);
        return new Recurrence(times, zone, new WallClock(zone).First(start));
    }

    /// <inheritdoc/>
    public override int MostCounted => 100_000;

    /// <inheritdoc/>
    public override DateTimeOffset? After(DateTimeOffset instant) =>
        new WallClock(Zone).Next(Times, instant < Start ? Start.AddTicks(-1) : instant);

    /// <inheritdoc/>
    public override string? NoteOn(DateTimeOffset due) => new WallClock(Zone).NoteOn(Times, due);
}
