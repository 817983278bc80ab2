using NodaTime;
using NodaTime.TimeZones;

namespace NoticeFunctions.Schedules;

/// <summary>
/// The clock on the wall of a time zone, and the one place that decides what happens when it is changed. A wall time that is skipped stands for the first instant after the gap,
/// one that comes twice for the first; only where every pass is asked for does it stand for both. docs/schedules.md has the table.
/// </summary>
internal readonly struct WallClock(DateTimeZone zone)
{
    // No clock has ever been set back by more than a day (the date line was crossed).
    private const long LongestChange = 25 * TimeSpan.TicksPerHour;

    /// <summary>The zone.</summary>
    public DateTimeZone Zone => zone;

    /// <summary>What the clock shows at an instant.</summary>
    public DateTime At(DateTimeOffset instant) => Wall(instant.UtcTicks + Offset(IntervalAt(instant.UtcTicks)));

    /// <summary>An instant with the offset of the zone; one of whole minutes, as all have been since 1972.</summary>
    public DateTimeOffset Local(DateTimeOffset instant) =>
        instant.ToOffset(TimeSpan.FromMinutes(Offset(IntervalAt(instant.UtcTicks)) / TimeSpan.TicksPerMinute));

    /// <summary>The first instant at which the clock shows a time or, where it skips that time, a later one.</summary>
    public DateTimeOffset First(DateTime time)
    {
        ZoneLocalMapping mapping = zone.MapLocal(LocalDateTime.FromDateTime(time));
        return Utc(mapping.Count == 0 ? mapping.EarlyInterval.End.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks : time.Ticks - Offset(mapping.EarlyInterval));
    }

    /// <summary>The last instant at which the clock shows a time or, where it skips that time, the first later one.</summary>
    public DateTimeOffset Last(DateTime time)
    {
        ZoneLocalMapping mapping = zone.MapLocal(LocalDateTime.FromDateTime(time));
        return mapping.Count == 0 ? First(time) : Utc(time.Ticks - Offset(mapping.LateInterval));
    }

    /// <summary>The first instant after another at which one of these times comes up for the first time.</summary>
    public DateTimeOffset? Next(IWallTimes times, DateTimeOffset after)
    {
        ZoneInterval interval = IntervalAt(after.UtcTicks);
        long wall = after.UtcTicks + Offset(interval);
        bool inclusive = false;
        if (interval.HasStart && after.UtcTicks - Start(interval) < LongestChange)
        {
            // Set back not long ago: what the clock has shown before has had its turn.
            long shown = Start(interval) + Offset(IntervalAt(Start(interval) - 1));
            if (wall < shown)
            {
                (wall, inclusive) = (shown, true);
            }
        }

        return times.Next(Wall(wall), inclusive) is { } next
            ? next.Ticks - Offset(interval) < End(interval) ? Utc(next.Ticks - Offset(interval)) : First(next)
            : null;
    }

    /// <summary>The first instant after another at which one of these times comes up, whichever time it is.</summary>
    public DateTimeOffset? NextOfEveryPass(IWallTimes times, DateTimeOffset after)
    {
        ZoneInterval interval = IntervalAt(after.UtcTicks);
        DateTime wall = Wall(after.UtcTicks + Offset(interval));
        for (bool inclusive = false; times.Next(wall, inclusive) is { } next; inclusive = true)
        {
            if (next.Ticks - Offset(interval) < End(interval))
            {
                return Utc(next.Ticks - Offset(interval));
            }

            long change = End(interval);
            interval = IntervalAt(change);
            wall = Wall(change + Offset(interval));
            if (next < wall)
            {
                return Utc(change);
            }
        }

        return null;
    }

    /// <summary>What is special about one of these times that comes up at an instant; null when nothing is.</summary>
    public string? NoteOn(IWallTimes times, DateTimeOffset due)
    {
        ZoneInterval interval = IntervalAt(due.UtcTicks);
        DateTime shown = Wall(due.UtcTicks + Offset(interval));
        if (interval.HasStart && Start(interval) == due.UtcTicks)
        {
            DateTime skipped = Wall(due.UtcTicks + Offset(IntervalAt(due.UtcTicks - 1)));
            if (skipped < shown && times.Next(skipped, inclusive: true) is { } meant && meant < shown)
            {
                return meant.Date == shown.Date ? $"{Spell(meant)} does not exist on this day" : $"{meant:yyyy-MM-dd} {Spell(meant)} does not exist here";
            }
        }

        ZoneLocalMapping mapping = zone.MapLocal(LocalDateTime.FromDateTime(shown));
        return mapping.Count < 2 ? null : $"{Spell(shown)} comes twice on this day; this is the {(First(shown) == due ? "first" : "second")}";
    }

    private static string Spell(DateTime time) => time.Second == 0 ? $"{time:HH:mm}" : $"{time:HH:mm:ss}";

    private static long Offset(ZoneInterval interval) => interval.WallOffset.Ticks;

    private static long Start(ZoneInterval interval) => interval.Start.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks;

    private static long End(ZoneInterval interval) => interval.HasEnd ? interval.End.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks : long.MaxValue;

    private static DateTimeOffset Utc(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), TimeSpan.Zero);

    private static DateTime Wall(long ticks) => new(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    private ZoneInterval IntervalAt(long utcTicks) => zone.GetZoneInterval(NodaTime.Instant.FromUnixTimeTicks(utcTicks - DateTime.UnixEpoch.Ticks));
}
