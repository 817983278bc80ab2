using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tracking;

/// <summary>A step of a notice's escalation, and what became of it.</summary>
/// <param name="After">As it was posted.</param>
/// <param name="Channels">The channels it goes on.</param>
/// <param name="To">Whom it tells, where they are others than the notice's recipients.</param>
/// <param name="Due">When it is or was due; before the notice has fired, when it would be by the schedule.</param>
/// <param name="FiredAt">When it fired.</param>
/// <param name="Occurrence">The number that its deliveries have.</param>
/// <param name="Reason">Why it has not fired, or not yet: acknowledged, cancelled, expired, paused, or as what the notice ended.</param>
internal sealed record EscalationAnswer(
    string After, IReadOnlyList<Channel> Channels, IReadOnlyList<Recipient>? To, DateTimeOffset? Due, DateTimeOffset? FiredAt, int? Occurrence, string? Reason)
{
    /// <summary>The answer for each step; null where there are none.</summary>
    public static IReadOnlyList<EscalationAnswer>? Of(NoticeRecord record) =>
        record.Notice.Escalate is { } steps ? [.. steps.Select((step, index) => Of(record, step, record.Progress.Escalation?.Steps.ElementAtOrDefault(index)))] : null;

    private static EscalationAnswer Of(NoticeRecord record, EscalationStep step, EscalatedStep? fired)
    {
        (Notice notice, NoticeProgress progress) = record;
        IReadOnlyList<Recipient>? to = step.Reach.First < notice.Recipients ? null : [.. notice.To.Skip(step.Reach.First).Take(step.Reach.Count)];
        if (fired is not null)
        {
            bool isExpired = notice.ExpiryOf(fired.Due) <= fired.At;
            return new(step.After, step.Reach.Channels, to, fired.Due, isExpired ? null : fired.At, fired.Occurrence, isExpired ? "expired" : null);
        }

        DateTimeOffset? from = progress.Escalation?.From ?? progress.NextDue;
        string? reason = progress switch
        {
            { HasEnded: true, Status: NoticeStatus.Completed } => progress.Reason ?? Names.Of(progress.Status),
            { HasEnded: true } or { Status: NoticeStatus.Paused } => Names.Of(progress.Status),
            _ => null,
        };
        return new(step.After, step.Reach.Channels, to, from is { } start ? step.DueAfter(start) : null, FiredAt: null, Occurrence: null, reason);
    }
}
