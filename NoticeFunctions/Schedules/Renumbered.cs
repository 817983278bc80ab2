namespace NoticeFunctions.Schedules;

/// <summary>A schedule whose occurrences have higher numbers: others fired before its first, or between them, and no number is given twice.</summary>
/// <param name="Plan">The schedule.</param>
/// <param name="By">By how much, 1 or more.</param>
internal sealed record Renumbered(Schedule Plan, int By) : Schedule
{
    /// <inheritdoc/>
    public override Occurrence? First => Shift(Plan.First);

    /// <inheritdoc/>
    public override Passage Pass(Occurrence known, DateTimeOffset instant)
    {
        Passage passage = Plan.Pass(known with { Number = known.Number - By }, instant);
        return new Passage(passage.Passed, Shift(passage.Latest), Shift(passage.Next));
    }

    // Beyond the last number there is none.
    private Occurrence? Shift(Occurrence? occurrence) =>
        occurrence is { } one && one.Number <= int.MaxValue - By ? one with { Number = one.Number + By } : null;
}
