namespace NoticeFunctions.Schedules;

/// <summary>
/// When a notice fires. Pure: what follows an occurrence depends on nothing but the schedule and that occurrence, so a cycle can't drift, and a
/// step costs the same in its tenth year as in its first.
/// </summary>
internal abstract record Schedule
{
    /// <summary>Occurrence 1; null when the schedule never fires.</summary>
    public abstract Occurrence? First { get; }

    /// <summary>What lies between an occurrence of this schedule and an instant.</summary>
    /// <param name="known">The occurrence.</param>
    /// <param name="instant">The instant; one before the occurrence is taken as the occurrence's own.</param>
    public abstract Passage Pass(Occurrence known, DateTimeOffset instant);

    /// <summary>The occurrence after a known one, or null when that was the last.</summary>
    public Occurrence? Next(Occurrence known) => Pass(known, known.Due).Next;
}
