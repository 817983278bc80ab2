using System.Runtime.InteropServices;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Schedules;

/// <summary>What comes after a firing.</summary>
/// <param name="Next">The occurrence to fire; null when the schedule has ended.</param>
/// <param name="Missed">How many before it are not made up for.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Upshot(Occurrence? Next, int Missed);

/// <summary>What follows an occurrence when time has run past others.</summary>
internal static class Misfire
{
    /// <summary>How late an occurrence may be and still count as in time.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>How many missed occurrences <see cref="MisfirePolicy.All"/> makes up for: the latest.</summary>
    public const int MostMadeUpFor = 100;

    /// <summary>Whether an occurrence is not sent, being so late.</summary>
    public static bool IsTooLate(MisfirePolicy? policy, DateTimeOffset due, DateTimeOffset firedAt) => policy == MisfirePolicy.Skip && firedAt - due > Grace;

    /// <summary>The occurrence to fire after one that has fired.</summary>
    /// <param name="schedule">The notice's schedule.</param>
    /// <param name="policy">What the notice wants; null is <see cref="MisfirePolicy.Once"/>.</param>
    /// <param name="fired">The occurrence that has fired, as the schedule has it.</param>
    /// <param name="firedAt">When that firing began.</param>
    /// <param name="now">The present.</param>
    public static Upshot Next(Schedule schedule, MisfirePolicy? policy, Occurrence fired, DateTimeOffset firedAt, DateTimeOffset now) => policy switch
    {
        MisfirePolicy.Skip => Skip(schedule, fired, now),
        MisfirePolicy.All => All(schedule, fired, firedAt, now),
        _ => Once(schedule, fired, firedAt, now),
    };

    /// <summary>
    /// An occurrence that came due before the firing began is served by it (the platform was down: one late firing stands for all); of those that came due while
    /// it was being delivered only the last is fired, at once.
    /// </summary>
    private static Upshot Once(Schedule schedule, Occurrence fired, DateTimeOffset firedAt, DateTimeOffset now)
    {
        Passage served = schedule.Pass(fired, firedAt);
        if (served.Next is not { } next || next.Due > now)
        {
            return new Upshot(served.Next, served.Passed);
        }

        Passage late = schedule.Pass(next, now);
        return new Upshot(late.Latest ?? next, served.Passed + late.Passed);
    }

    private static Upshot Skip(Schedule schedule, Occurrence fired, DateTimeOffset now)
    {
        // One that is due at the very bound is still in time.
        Passage passage = schedule.Pass(fired, now - Grace - TimeSpan.FromTicks(1));
        return new Upshot(passage.Next, passage.Passed);
    }

    private static Upshot All(Schedule schedule, Occurrence fired, DateTimeOffset firedAt, DateTimeOffset now)
    {
        Passage passage = schedule.Pass(fired, now);
        Occurrence? next = schedule.Next(fired);

        // The firing itself is one of those made up for where the next was due before it began.
        int most = next is { } following && following.Due <= firedAt ? MostMadeUpFor - 1 : MostMadeUpFor;
        int missed = Math.Max(0, passage.Passed - most);
        for (int left = 0; left < missed && next is { } left1; left++)
        {
            next = schedule.Next(left1);
        }

        return new Upshot(next, missed);
    }
}
