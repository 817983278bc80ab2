namespace NoticeFunctions.Notices;

/// <summary>
/// What the controls of a notice have come to. It is changed by compare-and-set, which decides whether a control is allowed; the life of the notice only reads it, and
/// says in <see cref="NoticeProgress.Control"/> up to which version it has followed.
/// </summary>
/// <param name="Version">How many changes there were; the event that tells the orchestration carries nothing else.</param>
/// <param name="At">When the latest was.</param>
/// <param name="Ended">When a control has ended the notice.</param>
/// <param name="EndsAs">As what.</param>
/// <param name="Reason">Why, in the words of who did.</param>
/// <param name="IsPaused">Whether it is held.</param>
/// <param name="Plan">How often it was rescheduled: a firing of an earlier plan sends nothing.</param>
/// <param name="Schedule">The schedule that it was given last.</param>
/// <param name="PlannedAt">When it was given, which is what that schedule counts from.</param>
/// <param name="NextDue">When that schedule is due first.</param>
/// <param name="Triggers">How many occurrences were asked for beside the schedule.</param>
/// <param name="Acknowledged">Who has acknowledged, by position; <see cref="Everybody"/> stands for all of them.</param>
/// <param name="AcknowledgedAt">When the latest did.</param>
/// <param name="Keys">The latest idempotency keys, as fingerprints.</param>
internal sealed record NoticeControl(
    int Version,
    DateTimeOffset At,
    DateTimeOffset? Ended = null,
    NoticeStatus EndsAs = default,
    string? Reason = null,
    bool IsPaused = false,
    int Plan = 0,
    NoticeSchedule? Schedule = null,
    DateTimeOffset? PlannedAt = null,
    DateTimeOffset? NextDue = null,
    int Triggers = 0,
    IReadOnlyList<int>? Acknowledged = null,
    DateTimeOffset? AcknowledgedAt = null,
    IReadOnlyList<string>? Keys = null)
{
    /// <summary>In <see cref="Acknowledged"/>: the application has, for all.</summary>
    public const int Everybody = -1;

    /// <summary>The control of a notice that nobody has controlled.</summary>
    public static NoticeControl None { get; } = new(Version: 0, At: default);

    /// <summary>Whether a recipient has acknowledged, or somebody for all.</summary>
    public bool IsAcknowledgedBy(int recipient) => Acknowledged is { } who && (who.Contains(recipient) || who.Contains(Everybody));
}
