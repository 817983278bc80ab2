using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Controls;

/// <summary>Which control a notice takes, and what it makes of it. Pure: the same record gives the same answer.</summary>
internal static class ControlRules
{
    // As many as anybody repeats at a time.
    private const int KeysKept = 16;

    /// <summary>Decides.</summary>
    /// <param name="record">The notice.</param>
    /// <param name="request">The control.</param>
    /// <param name="now">The present.</param>
    public static ControlRuling Rule(NoticeRecord record, ControlRequest request, DateTimeOffset now)
    {
        NoticeControl control = record.Control ?? NoticeControl.None;
        bool isRepeated = request.Key is { } key && control.Keys?.Contains(key) == true;
        bool hasEnded = record.Progress.HasEnded;
        ControlRuling ruling = request.Kind switch
        {
            ControlKind.Cancel when record.Progress.Status == NoticeStatus.Cancelled => ControlRuling.Done,
            ControlKind.Acknowledge => Acknowledge(record, control, request.Recipient ?? NoticeControl.Everybody, now),
            _ when hasEnded => ControlRuling.Forbidden,
            _ when isRepeated => ControlRuling.Done,
            ControlKind.Cancel => Take(control with { Ended = now, EndsAs = NoticeStatus.Cancelled, Reason = request.Reason }) with { Ends = true },
            ControlKind.Pause => control.IsPaused ? ControlRuling.Done : Take(control with { IsPaused = true }),
            ControlKind.Resume => control.IsPaused ? Take(control with { IsPaused = false }) : ControlRuling.Done,
            ControlKind.Reschedule => IsLast(record, control, now) ? ControlRuling.Forbidden : Take(Reschedule(record.Notice, control, request.Schedule!, now)),
            ControlKind.Trigger when control.IsPaused || IsLast(record, control, now) => ControlRuling.Forbidden,

            // One that has not fired yet is the one that is asked for.
            ControlKind.Trigger => control.Triggers > record.Recorded.Triggered ? ControlRuling.Done : Take(control with { Triggers = control.Triggers + 1 }),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Kind, message: null),
        };
        return ruling.Control is { } taken ? ruling with { Control = taken with { Version = control.Version + 1, At = now, Keys = Remember(control.Keys, request.Key) } } : ruling;
    }

    private static ControlRuling Take(NoticeControl control) => new(IsAllowed: true, control);

    /// <summary>One that has gone out can be acknowledged after its end, too; one that was cancelled, or that nobody got, can't.</summary>
    private static ControlRuling Acknowledge(NoticeRecord record, NoticeControl control, int who, DateTimeOffset now)
    {
        if (record.Progress.Status is NoticeStatus.Cancelled or NoticeStatus.Failed)
        {
            return ControlRuling.Forbidden;
        }

        if (control.IsAcknowledgedBy(who))
        {
            return ControlRuling.Done;
        }

        NoticeControl acknowledged = control with { Acknowledged = [.. control.Acknowledged ?? [], who], AcknowledgedAt = now };
        bool ends = !record.Progress.HasEnded && record.Notice.StopWhenAcknowledged switch
        {
            AcknowledgementRule.Any => true,

            // Whom only an escalation tells was asked in the others' place.
            AcknowledgementRule.Each => who >= record.Notice.Recipients || Enumerable.Range(0, record.Notice.Recipients).All(acknowledged.IsAcknowledgedBy),
            _ => false,
        };
        return ends ? Take(acknowledged with { Ended = now, EndsAs = NoticeStatus.Completed, Reason = "acknowledged" }) with { Ends = true } : Take(acknowledged);
    }

    private static NoticeControl Reschedule(Notice notice, NoticeControl control, NoticeSchedule schedule, DateTimeOffset now) =>
        control with { Plan = control.Plan + 1, Schedule = schedule, PlannedAt = now, NextDue = NoticePlan.From(schedule, now, notice.Id).First!.Value.Due };

    // The last occurrence is on its way, and with its closing the notice ends: there is nothing left to move.
    private static bool IsLast(NoticeRecord record, NoticeControl control, DateTimeOffset now) =>
        record.Recorded.Status == NoticeStatus.Delivering
        && (record.Notice.Escalate?.Count ?? 0) <= (record.Recorded.Escalation?.Steps.Count ?? 0)
        && control.Plan == record.Recorded.Plan
        && record.Notice.Plan(record.Recorded, control).Pass(new Occurrence(record.Recorded.Occurrences + 1, record.Recorded.NextDue ?? record.Notice.FirstDue), now).Next is null;

    private static IReadOnlyList<string>? Remember(IReadOnlyList<string>? keys, string? key) =>
        key is null ? keys : [.. (keys ?? []).TakeLast(KeysKept - 1), key];
}

/// <summary>What a notice says to a control.</summary>
/// <param name="IsAllowed">Whether its state allows it.</param>
/// <param name="Control">The controls after it; null where there is nothing to change.</param>
/// <param name="Ends">Whether it ends the notice.</param>
internal sealed record ControlRuling(bool IsAllowed, NoticeControl? Control, bool Ends = false)
{
    /// <summary>The state forbids it.</summary>
    public static ControlRuling Forbidden { get; } = new(IsAllowed: false, Control: null);

    /// <summary>It is so already.</summary>
    public static ControlRuling Done { get; } = new(IsAllowed: true, Control: null);
}
