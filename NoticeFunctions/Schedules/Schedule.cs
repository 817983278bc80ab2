namespace NoticeFunctions.Schedules;

/// <summary>When a notice fires. Pure: an occurrence depends on nothing but the schedule and its number, so a cycle can't drift.</summary>
internal abstract record Schedule
{
    /// <summary>The occurrence of that number, or null beyond the schedule's end (or the calendar's, year 9999).</summary>
    /// <param name="number">From 1.</param>
    public abstract Occurrence? Get(int number);

    /// <summary>The first occurrence due strictly after an instant, or null when there is none.</summary>
    public abstract Occurrence? After(DateTimeOffset instant);

    /// <summary>The last occurrence due at an instant or before it, or null when there is none.</summary>
    public abstract Occurrence? LatestUntil(DateTimeOffset instant);

    /// <summary>The first occurrence due at an instant or later.</summary>
    public Occurrence? From(DateTimeOffset instant) =>
        instant == DateTimeOffset.MinValue ? Get(1) : After(instant.AddTicks(-1));
}
