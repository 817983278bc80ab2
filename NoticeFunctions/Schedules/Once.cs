namespace NoticeFunctions.Schedules;

/// <summary>One occurrence at one instant: what <c>at</c>, <c>delay</c> and an absent schedule come to.</summary>
/// <param name="At">The instant, in UTC.</param>
internal sealed record Once(DateTimeOffset At) : Schedule
{
    /// <inheritdoc/>
    public override Occurrence? First => new Occurrence(1, At);

    /// <inheritdoc/>
    public override Passage Pass(Occurrence known, DateTimeOffset instant) => default;
}
