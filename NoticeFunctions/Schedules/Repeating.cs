namespace NoticeFunctions.Schedules;

/// <summary>A cycle with its numbers, exceptions, ends and jitter. An instant that is excepted has no number.</summary>
/// <param name="Cycle">Its instants.</param>
/// <param name="Except">What is left out.</param>
/// <param name="Count">How many occurrences there are, at least 1; null: no limit.</param>
/// <param name="Until">The last instant at which an occurrence may be due (inclusive); null: no limit. The limit reached first ends the cycle.</param>
/// <param name="Jitter">How much later than the cycle says they fire.</param>
internal sealed record Repeating(Cycle Cycle, Exceptions Except, int? Count = null, DateTimeOffset? Until = null, Jitter Jitter = default) : Schedule
{
    /// <inheritdoc/>
    public override Occurrence? First => Number(1, Following(Cycle.Start.AddTicks(-1)));

    /// <inheritdoc/>
    public override Passage Pass(Occurrence known, DateTimeOffset instant)
    {
        int passed = 0;
        Occurrence? latest = null;
        Occurrence? next = Following(known);
        if (next is { } second && second.Due <= instant && Leap(known, instant) is { } leap)
        {
            passed = leap.Number - known.Number;
            latest = leap;
            next = Following(leap);
        }

        while (next is { } one && one.Due <= instant)
        {
            latest = one;
            passed++;
            next = passed < Cycle.MostCounted ? Following(one) : Number(one.Number + 1L, Following(instant));
        }

        return new Passage(passed, latest, next);
    }

    /// <summary>The instant of the cycle strictly after the given one that is not excepted, without jitter and ends.</summary>
    public DateTimeOffset? Following(DateTimeOffset instant)
    {
        DateTimeOffset? due = Cycle.After(instant);
        while (due is { } one && Except.EndOver(one) is { } end)
        {
            due = end == DateTimeOffset.MaxValue ? null : Cycle.After(end);
        }

        return due;
    }

    // Jitter never reaches the next instant of the cycle, so an occurrence's due instant leads to the next one, jittered or not.
    private Occurrence? Following(Occurrence known) => Number(known.Number + 1L, Following(known.Due));

    private Occurrence? Leap(Occurrence known, DateTimeOffset instant) => Except.IsEmpty
        ? Cycle.Leap(known, instant < (Until ?? instant) ? instant : Until ?? instant, (Count ?? int.MaxValue) - known.Number)
        : null;

    private Occurrence? Number(long number, DateTimeOffset? due) =>
        due is { } instant && number <= (Count ?? int.MaxValue) && instant <= (Until ?? DateTimeOffset.MaxValue)
            ? new Occurrence((int)number, Jitter.IsNone ? instant : instant + Jitter.Of((int)number, Room(instant)))
            : null;

    private TimeSpan Room(DateTimeOffset due)
    {
        TimeSpan toNext = (Following(due) ?? DateTimeOffset.MaxValue) - due;
        TimeSpan toEnd = (Until ?? DateTimeOffset.MaxValue) - due;
        return toNext < toEnd ? toNext : toEnd;
    }
}
