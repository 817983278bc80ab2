using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>What activities are told of the turn that called them.</summary>
/// <param name="Application">The application that the notice belongs to.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="Number">The occurrence that fires, or in a retry the latest that has.</param>
/// <param name="Due">When it was due.</param>
/// <param name="FiredAt">When the turn woke: what was due by then is served by it.</param>
/// <param name="IsRetry">Whether only deliveries that wait for another attempt go out.</param>
/// <param name="Next">In a retry, or where it fires beside the schedule: the occurrence after it.</param>
/// <param name="PlannedDue">When the schedule has it due, where it was held back.</param>
internal sealed record Firing(string Application, string NoticeId, int Number, DateTimeOffset Due, DateTimeOffset FiredAt, bool IsRetry, Occurrence? Next, DateTimeOffset? PlannedDue = null)
{
    /// <summary>The occurrence as the schedule has it: what the next one is computed from.</summary>
    [JsonIgnore]
    public Occurrence Planned => new(Number, PlannedDue ?? Due);

    /// <summary>Whether it comes so late that its schedule, the one that the notice follows by now, wants it left out.</summary>
    public bool IsTooLateFor(OccurrenceState state) =>
        Step == 0 && Misfire.IsTooLate((state.Control?.Schedule ?? state.Notice.Schedule)?.Misfire, Planned.Due, FiredAt);

    /// <summary>The plan it belongs to: how often the notice had been rescheduled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Plan { get; init; }

    /// <summary>Whether it fires beside the schedule, because it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsTriggered { get; init; }

    /// <summary>The step of the escalation that fires; 0 where an occurrence does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Step { get; init; }

    /// <summary>Whether it takes a number from the schedule's occurrences, which move up by one.</summary>
    [JsonIgnore]
    public bool IsBeside => IsTriggered || Step > 0;

    /// <summary>What the notice is found by.</summary>
    [JsonIgnore]
    public NoticeKey Key => new(Application, NoticeId);
}

/// <summary>The part of a firing that one delivering activity does.</summary>
/// <param name="Firing">The firing.</param>
/// <param name="First">Index of the first recipient.</param>
/// <param name="Count">How many.</param>
/// <param name="Closes">Whether this is all of the firing, so that the activity closes it too and spares a call.</param>
internal sealed record DeliveryOrder(Firing Firing, int First, int Count, bool Closes);

/// <summary>How a firing was closed.</summary>
/// <param name="Upcoming">What comes next; null when the notice has ended.</param>
/// <param name="Ended">As what it has ended.</param>
/// <param name="RecordLost">Whether there is no record any more, so that nothing can be delivered, now or later.</param>
internal sealed record Closing(Upcoming? Upcoming, NoticeStatus? Ended, bool RecordLost = false)
{
    /// <summary>There is no record any more.</summary>
    public static Closing Lost { get; } = new(Upcoming: null, Ended: null, RecordLost: true);
}
