namespace NoticeFunctions.Schedules;

/// <summary>What follows an occurrence when time has run past others: the policy <c>once</c>, by which all that were missed collapse into one.</summary>
internal static class Misfire
{
    /// <summary>
    /// The occurrence to fire after one that has fired. An occurrence that came due before that firing began is served by it (the platform was down: one late
    /// firing stands for all); of those that came due while it was being delivered only the last is fired, at once.
    /// </summary>
    /// <param name="schedule">The notice's schedule.</param>
    /// <param name="fired">The number that has fired.</param>
    /// <param name="firedAt">When that firing began.</param>
    /// <param name="now">The present.</param>
    /// <returns>Null when the schedule has ended.</returns>
    public static Occurrence? Next(Schedule schedule, int fired, DateTimeOffset firedAt, DateTimeOffset now)
    {
        Occurrence? next = schedule.After(firedAt);
        if (next is { } early && early.Number <= fired)
        {
            // Fired before its own instant, which only a moved clock can do: the number still counts once.
            next = fired == int.MaxValue ? null : schedule.Get(fired + 1);
        }

        return next is { } due && due.Due <= now ? schedule.LatestUntil(now) : next;
    }
}
