using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>Closes a firing: takes its outcomes into the notice's progress and decides what comes next. Twice is as good as once.</summary>
internal sealed class Closer(INoticeStore store, PatientStore patient, IOptions<LimitOptions> limits, NoticeMetrics metrics, TimeProvider time, ILogger<Closer> logger)
{
    /// <summary>Closes a firing whose parts have been delivered and recorded.</summary>
    public async Task<Closing> LoadAndCloseAsync(Firing firing, CancellationToken cancellation)
    {
        OccurrenceState? state = await store.LoadOccurrenceAsync(firing.Key, firing.Number, slice: null, cancellation);
        return state is null
            ? Lost(firing)
            : await CloseAsync(firing, new Delivered(state, [.. state.Deliveries.Concat(state.Retries).DistinctBy(delivery => delivery.Id)]));
    }

    /// <summary>Closes a firing with outcomes that are not recorded yet; null when its record is gone.</summary>
    public async Task<Closing> CloseAsync(Firing firing, Delivered? delivered)
    {
        if (delivered is null)
        {
            return Lost(firing);
        }

        (OccurrenceState state, IReadOnlyList<Delivery> outcomes) = delivered;
        if (state.Progress.HasEnded)
        {
            return new Closing(Upcoming: null, state.Progress.Status);
        }

        DateTimeOffset now = time.GetUtcNow();
        NoticeProgress closed = state.Progress.Close(firing.Number, outcomes, now);
        (Occurrence? next, int missed) = firing.IsRetry
            ? new Upshot(firing.Next, Missed: 0)
            : Misfire.Next(state.Notice.Plan(), state.Notice.Schedule?.Misfire, firing.Planned, firing.FiredAt, now);
        closed = Report(state, firing, closed, missed);
        Upcoming? upcoming = await HoldBackAsync(state.Notice, Decision.Of(firing.Number, next, closed.Retries, now), now);
        NoticeProgress after = upcoming is null
            ? closed with { Status = closed.Accepted > 0 ? NoticeStatus.Completed : NoticeStatus.Failed, NextDue = null, Ended = now, Reason = closed.Accepted > 0 ? null : "no-delivery-accepted" }
            : closed with { Status = NoticeStatus.Scheduled, NextDue = upcoming.Due };
        await patient.WriteAsync(firing.NoticeId, () => store.CloseOccurrenceAsync(state.Notice, outcomes, new ProgressChange(state.Progress, after, state.Deliveries), CancellationToken.None));
        if (upcoming is null)
        {
            metrics.Ended(after.Status);
            logger.Ended(firing.NoticeId, Names.Of(after.Status));
        }

        return new Closing(upcoming, upcoming is null ? after.Status : null);
    }

    private Closing Lost(Firing firing)
    {
        metrics.RecordLost();
        logger.RecordLost(firing.NoticeId);
        return Closing.Lost;
    }

    /// <summary>Lets a notice that has fired too often wait for the next hour: no schedule that was accepted asks for so much, so it is a fault of ours.</summary>
    private async Task<Upcoming?> HoldBackAsync(Notice notice, Upcoming? upcoming, DateTimeOffset now)
    {
        if (upcoming is null)
        {
            return null;
        }

        long firings = 0;
        await patient.WriteAsync(notice.Id, async () => firings = await store.CountFiringAsync(notice.Key, CancellationToken.None));
        if (firings < limits.Value.FiringsPerHour)
        {
            return upcoming;
        }

        DateTimeOffset nextHour = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour + 1);
        if (upcoming.Due >= nextHour)
        {
            return upcoming;
        }

        metrics.HeldBack();
        logger.HeldBack(notice.Id, firings, nextHour);
        return upcoming with { Due = nextHour, Planned = upcoming.Planned ?? upcoming.Due };
    }

    /// <summary>Tells of occurrences that were missed, once however often the closing runs.</summary>
    private NoticeProgress Report(OccurrenceState state, Firing firing, NoticeProgress closed, int missed)
    {
        int all = missed + (!firing.IsRetry && firing.IsTooLateFor(state.Notice) ? 1 : 0);
        if (all == 0 || state.Progress.Occurrences >= firing.Number)
        {
            return closed;
        }

        metrics.Missed(all);
        logger.Missed(firing.NoticeId, all, firing.Number);
        return closed with { Missed = closed.Missed + all };
    }
}
