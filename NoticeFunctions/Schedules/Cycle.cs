namespace NoticeFunctions.Schedules;

/// <summary>The instants of a cycle, without end, exceptions or numbers: <see cref="Repeating"/> adds those.</summary>
/// <param name="Start">No occurrence is due before.</param>
internal abstract record Cycle(DateTimeOffset Start)
{
    /// <summary>How many occurrences may be counted one by one at a time; beyond, what was missed is not counted exactly.</summary>
    public virtual int MostCounted => int.MaxValue;

    /// <summary>The first instant strictly after the given one, in UTC; null when there is none. It costs the same wherever in the cycle it lies.</summary>
    public abstract DateTimeOffset? After(DateTimeOffset instant);

    /// <summary>
    /// Leaps over what a cycle need not walk: the last but one of the instants after a known occurrence and up to another instant (inclusive), with its number. Null where there are fewer
    /// than two, or where they have to be walked.
    /// </summary>
    /// <param name="known">The occurrence.</param>
    /// <param name="until">The instant.</param>
    /// <param name="most">How many there may be: those after are none of the schedule's.</param>
    public virtual Occurrence? Leap(Occurrence known, DateTimeOffset until, int most) => null;

    /// <summary>What is special about an occurrence of this cycle, in words: that its wall time doesn't exist on this day, or comes twice; null when nothing is.</summary>
    public virtual string? NoteOn(DateTimeOffset due) => null;
}
