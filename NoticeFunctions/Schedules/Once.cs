namespace NoticeFunctions.Schedules;

/// <summary>One occurrence at one instant: what <c>at</c>, <c>delay</c> and an absent schedule come to.</summary>
/// <param name="At">The instant, in UTC.</param>
internal sealed record Once(DateTimeOffset At) : Schedule
{
    /// <inheritdoc/>
    public override Occurrence? Get(int number) => number == 1 ? new Occurrence(1, At) : null;

    /// <inheritdoc/>
    public override Occurrence? After(DateTimeOffset instant) => At > instant ? Get(1) : null;

    /// <inheritdoc/>
    public override Occurrence? LatestUntil(DateTimeOffset instant) => At <= instant ? Get(1) : null;
}
