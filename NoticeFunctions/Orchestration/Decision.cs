using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>What comes after a firing: the next occurrence, or before it a step of the escalation, or before both a retry of deliveries that wait.</summary>
internal static class Decision
{
    /// <summary>Decides; null when the notice has ended. A retry never delays a firing, which takes along every retry of its own recipients that is due by then.</summary>
    /// <param name="latest">The latest occurrence that has fired.</param>
    /// <param name="next">The next one, if there is one.</param>
    /// <param name="retries">The deliveries that wait, soonest first.</param>
    /// <param name="now">The present.</param>
    /// <param name="step">The escalation's next step, if there is one.</param>
    public static Upcoming? Of(int latest, Occurrence? next, IReadOnlyList<PendingRetry> retries, DateTimeOffset now, Occurrence? step = null)
    {
        DateTimeOffset? due = next is { } one && !(step?.Due < one.Due) ? one.Due : step?.Due;
        if (retries.Count > 0 && RetryAt(retries, now) is { } retryAt && (due is null || retryAt < due))
        {
            return new Upcoming(latest, retryAt, IsRetry: true, next);
        }

        if (step is { } escalation && escalation.Due == due && next?.Due != due)
        {
            return Escalate(latest, next, escalation);
        }

        return next is { } occurrence ? new Upcoming(occurrence.Number, occurrence.Due, IsRetry: false, Next: null) : null;
    }

    /// <summary>A step of the escalation, under a number that is the same again after whatever has interrupted it.</summary>
    public static Upcoming Escalate(int latest, Occurrence? next, Occurrence step) => new(latest + 1, step.Due, IsRetry: false, Moved(next)) { Step = step.Number };

    /// <summary>An occurrence with the number after its own, because another firing takes that; beyond the last number there is none.</summary>
    public static Occurrence? Moved(Occurrence? occurrence) => occurrence is { Number: < int.MaxValue } one ? one with { Number = one.Number + 1 } : null;

    /// <summary>One instant for all retries whose waits differ by no more than jitter does: each turn costs an activity for every part of the notice.</summary>
    private static DateTimeOffset RetryAt(IReadOnlyList<PendingRetry> retries, DateTimeOffset now)
    {
        DateTimeOffset soonest = retries[0].At;
        DateTimeOffset bound = soonest > now ? soonest + ((soonest - now) * 0.5) : now;
        return retries.Where(retry => retry.At <= bound).Select(retry => retry.At).Append(soonest).Max();
    }
}
