using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>What comes after a firing: the next occurrence, or before it a retry of deliveries that wait.</summary>
internal static class Decision
{
    /// <summary>Decides; null when the notice has ended. A retry never delays an occurrence, whose firing takes along every retry that is due by then.</summary>
    /// <param name="latest">The latest occurrence that has fired.</param>
    /// <param name="next">The next one, if there is one.</param>
    /// <param name="retries">The deliveries that wait, soonest first.</param>
    /// <param name="now">The present.</param>
    public static Upcoming? Of(int latest, Occurrence? next, IReadOnlyList<PendingRetry> retries, DateTimeOffset now)
    {
        if (retries.Count > 0 && RetryAt(retries, now) is { } retryAt && (next is null || retryAt < next.Value.Due))
        {
            return new Upcoming(latest, retryAt, IsRetry: true, next);
        }

        return next is { } occurrence ? new Upcoming(occurrence.Number, occurrence.Due, IsRetry: false, Next: null) : null;
    }

    /// <summary>One instant for all retries whose waits differ by no more than jitter does: each turn costs an activity for every part of the notice.</summary>
    private static DateTimeOffset RetryAt(IReadOnlyList<PendingRetry> retries, DateTimeOffset now)
    {
        DateTimeOffset soonest = retries[0].At;
        DateTimeOffset bound = soonest > now ? soonest + ((soonest - now) * 0.5) : now;
        return retries.Where(retry => retry.At <= bound).Select(retry => retry.At).Append(soonest).Max();
    }
}
