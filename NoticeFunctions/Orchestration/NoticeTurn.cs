using System.Text.Json.Serialization;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// What one generation of a notice's orchestration carries: well under 1 KB, and no text, address or secret, for it stands in the history. Names and
/// types are part of stored histories.
/// </summary>
/// <param name="Application">The application that the notice belongs to; the notice's id is the instance's.</param>
/// <param name="Number">The occurrence that fires, or in a retry the latest that has.</param>
/// <param name="Due">When. It is input, because what it was computed from (a calendar, a configuration) may change between replays.</param>
/// <param name="IsRetry">Whether only deliveries that wait for another attempt go out.</param>
/// <param name="Next">In a retry, or where it fires beside the schedule: the occurrence that comes after it, if there is one.</param>
/// <param name="Channels">The notice's channels.</param>
/// <param name="Recipients">How many recipients its occurrences have.</param>
/// <param name="Planned">When the schedule has the occurrence due, where it was held back.</param>
internal sealed record NoticeTurn(
    string Application,
    int Number,
    DateTimeOffset Due,
    bool IsRetry,
    Occurrence? Next,
    IReadOnlyList<Channel> Channels,
    int Recipients,
    DateTimeOffset? Planned = null)
{
    /// <summary>How many recipients one activity serves: SendGrid takes 1,000 personalizations a call.</summary>
    public const int ChunkSize = 1000;

    /// <summary>The plan it belongs to: how often the notice had been rescheduled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Plan { get; init; }

    /// <summary>Whether it fires beside the schedule, because it was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsTriggered { get; init; }

    /// <summary>Whether the notice is paused: the turn waits for a control and for nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHeld { get; init; }

    /// <summary>The step of the escalation that fires; 0 where an occurrence does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Step { get; init; }

    /// <summary>Whom the turn goes to, where it is not the notice's own recipients on its own channels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Reach? Reach { get; init; }

    /// <summary>The first turn of a notice.</summary>
    public static NoticeTurn First(Notice notice) => new(notice.Application, 1, notice.FirstDue, IsRetry: false, Next: null, notice.Channels, notice.Recipients);

    /// <summary>A turn that goes on where a notice's record says that it is, at once.</summary>
    public static NoticeTurn Resume(NoticeRecord record, DateTimeOffset now)
    {
        NoticeProgress progress = record.Recorded;
        if (progress.Occurrences == 0)
        {
            return First(record.Notice);
        }

        Schedule plan = record.Notice.Plan(progress, record.Control);
        Occurrence? next = plan.First;
        while (next is { } fired && fired.Number <= progress.Occurrences)
        {
            next = plan.Next(fired);
        }

        return First(record.Notice) with { Number = progress.Occurrences, Due = now, IsRetry = true, Next = next, Plan = progress.Plan };
    }

    /// <summary>The turn that a closing has decided on.</summary>
    public NoticeTurn Then(Upcoming upcoming) => this with
    {
        Number = upcoming.Number,
        Due = upcoming.Due,
        IsRetry = upcoming.IsRetry,
        Next = upcoming.Next,
        Planned = upcoming.Planned,
        Plan = upcoming.Plan,
        IsTriggered = upcoming.IsTriggered,
        IsHeld = upcoming.IsHeld,
        Step = upcoming.Step,
        Reach = upcoming.Reach,
    };

    /// <summary>What activities are told of the turn.</summary>
    public Firing Fire(string noticeId, DateTimeOffset now) => new(Application, noticeId, Number, Due, now, IsRetry, Next, Planned) { Plan = Plan, IsTriggered = IsTriggered, Step = Step };
}

/// <summary>What comes after a turn.</summary>
/// <param name="Number">The occurrence, or in a retry the latest that has fired.</param>
/// <param name="Due">When.</param>
/// <param name="IsRetry">Whether it is a retry.</param>
/// <param name="Next">In a retry, or where it fires beside the schedule: the occurrence after it.</param>
/// <param name="Planned">When the schedule has the occurrence due, where it is held back.</param>
internal sealed record Upcoming(int Number, DateTimeOffset Due, bool IsRetry, Occurrence? Next, DateTimeOffset? Planned = null)
{
    /// <summary>The plan it belongs to.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Plan { get; init; }

    /// <summary>Whether it fires beside the schedule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsTriggered { get; init; }

    /// <summary>Whether nothing comes until a control does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHeld { get; init; }

    /// <summary>The step of the escalation that fires; 0 where an occurrence does.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Step { get; init; }

    /// <summary>Whom it goes to, where it is not the notice's own recipients on its own channels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Reach? Reach { get; init; }

    /// <summary>Looks again at a later time what is to come, the occurrence keeping its own due instant. One that was asked for beside the schedule is still asked for then.</summary>
    public Upcoming Postpone(int latest, DateTimeOffset until)
    {
        Occurrence? pending = !IsTriggered && Step == 0 ? new Occurrence(Number, Planned ?? Due) : Next is { } next ? next with { Number = next.Number - 1 } : null;
        return new Upcoming(latest, until, IsRetry: true, pending) { Plan = Plan };
    }
}
