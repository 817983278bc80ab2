using NodaTime;
using NoticeFunctions.Schedules;
using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Tests.Schedules;

/// <summary>Cycles from what callers write.</summary>
internal static class Scheduling
{
    public static Cron Cron(string expression, string zone, DateTimeOffset start) =>
        new(NoticeFunctions.Schedules.Cron.Parse(expression, out bool isInterval, out _)!, isInterval, WallTime.Zone(zone)!, start);

    public static Recurrence Rule(string rule, string start, string zone = "America/New_York") =>
        Recurrence.From(RuleReader.Read(rule, out _)!, DateTime.Parse(start), WallTime.Zone(zone)!);

    /// <summary>The first instants of a cycle.</summary>
    public static List<DateTimeOffset> First(this Cycle cycle, int most) => After(cycle, cycle.Start.AddTicks(-1), most);

    /// <summary>Its instants after another.</summary>
    public static List<DateTimeOffset> After(this Cycle cycle, DateTimeOffset instant, int most)
    {
        List<DateTimeOffset> found = [];
        for (DateTimeOffset? due = cycle.After(instant); due is { } one && found.Count < most; due = cycle.After(one))
        {
            found.Add(one);
        }

        return found;
    }

    /// <summary>Instants as the clock on the wall of a zone shows them.</summary>
    public static IEnumerable<string> On(this IEnumerable<DateTimeOffset> instants, string zone, string format = "yyyy-MM-dd HH:mm") =>
        instants.Select(instant => new WallClock(DateTimeZoneProviders.Tzdb[zone]).At(instant).ToString(format));
}
