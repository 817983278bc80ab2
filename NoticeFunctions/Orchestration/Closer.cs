using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>Closes a firing: takes its outcomes into the notice's progress and decides what comes next. Twice is as good as once.</summary>
internal sealed class Closer(INoticeStore store, PatientStore patient, Brakes brakes, IOptions<LimitOptions> limits, NoticeMetrics metrics, TimeProvider time, ILogger<Closer> logger)
{
    /// <summary>Closes a firing whose parts have been delivered and recorded.</summary>
    public async Task<Closing> LoadAndCloseAsync(Firing firing, CancellationToken cancellation)
    {
        OccurrenceState? state = await store.LoadOccurrenceAsync(firing.Key, firing.Number, slice: null, cancellation);
        return state is null ? Lost(firing) : await SettleAsync(firing, state, OutcomesOf(state), IsComplete(state, firing) || firing.IsTooLateFor(state), counts: true);
    }

    /// <summary>Closes a firing with outcomes that are not recorded yet; null when its record is gone.</summary>
    public async Task<Closing> CloseAsync(Firing firing, Delivered? delivered) =>
        delivered is null ? Lost(firing) : await SettleAsync(firing, delivered.State, delivered.Outcomes, delivered.IsComplete, counts: true);

    /// <summary>Follows a control that came while the notice waited.</summary>
    public async Task<Closing> FollowAsync(Firing firing, CancellationToken cancellation)
    {
        int waiting = firing is { IsRetry: true, Next: { } next } ? next.Number : firing.Number;
        OccurrenceState? state = await store.LoadOccurrenceAsync(firing.Key, waiting, slice: null, cancellation);
        return state is null ? Lost(firing) : await SettleAsync(firing, state, firing.IsRetry ? [] : state.Deliveries, isComplete: false, counts: false);
    }

    private async Task<Closing> SettleAsync(Firing firing, OccurrenceState state, IReadOnlyList<Delivery> outcomes, bool isComplete, bool counts)
    {
        while (true)
        {
            // An end that was written before a control came is none: see below.
            bool follows = state.Control is null || state.Control.Version <= state.Recorded.Control;
            if (state.Control?.Ended is not null || (state.Progress.HasEnded && follows))
            {
                return await EndAsync(firing, state, outcomes, follows);
            }

            DateTimeOffset now = time.GetUtcNow();
            Settlement settled = Settlement.Of(state with { Recorded = state.Recorded with { Ended = null, Reason = null } }, firing, outcomes, isComplete, now);
            Upcoming? upcoming = await WaitForBrakesAsync(state, outcomes, settled, now);
            upcoming = counts ? await HoldBackAsync(state.Notice, upcoming, now) : upcoming;
            NoticeProgress after = Standing(Report(state, firing, settled), upcoming, outcomes, now);
            ProgressChange change = new(state.Progress, after, state.Deliveries)
            {
                Control = state.Control,
                IsFirst = state.IsFresh && outcomes.Count == 0,
                IsWatched = !state.IsFresh || state.Control is not null || state.Notice is { Schedule.IsCyclic: true } or { Escalate: not null },
                Entry = settled.Fired ? LogEntry.OfFiring(firing.Number, firing.Step, firing.FiredAt) : null,
            };
            bool stands = true;
            await patient.WriteAsync(firing.NoticeId, async () => stands = await store.CloseOccurrenceAsync(state.Notice, settled.Outcomes, change, CancellationToken.None));
            if (stands || (upcoming is not null && !change.IsFirst))
            {
                // What comes next follows the control; only an end would never see it, and what was withdrawn has ended.
                return Told(firing, after, upcoming);
            }

            if (await store.LoadOccurrenceAsync(firing.Key, firing.Number, slice: null, CancellationToken.None) is not { } reloaded)
            {
                return Lost(firing);
            }

            (state, outcomes, counts) = (reloaded, OutcomesOf(reloaded), false);
        }
    }

    /// <summary>What an operator's brake holds asks again after a while.</summary>
    private async Task<Upcoming?> WaitForBrakesAsync(OccurrenceState state, IReadOnlyList<Delivery> outcomes, Settlement settled, DateTimeOffset now)
    {
        DateTimeOffset again = Brakes.AskAgain(state.Notice.Id, now);
        return settled.Upcoming is not { IsHeld: false } upcoming || upcoming.Due >= again || (await brakes.HoldingAsync(state.Notice, upcoming.Reach?.Channels ?? state.Notice.Channels, CancellationToken.None)).Count == 0
            ? settled.Upcoming
            : upcoming.IsRetry || Settlement.HasBegun(upcoming.Number, state, outcomes) ? upcoming with { Due = again, Planned = upcoming.Planned ?? upcoming.Due }
            : upcoming.Postpone(settled.Progress.Occurrences, again);
    }

    private static NoticeProgress Standing(NoticeProgress progress, Upcoming? upcoming, IReadOnlyList<Delivery> outcomes, DateTimeOffset now) => upcoming switch
    {
        null => progress with
        {
            Status = progress.Accepted > 0 ? NoticeStatus.Completed : NoticeStatus.Failed,
            NextDue = null,
            Ended = now,
            Reason = progress.Accepted > 0 ? null
                : progress.Counts.Values.Sum(counts => counts.Skipped) == 0 || progress.Counts.Values.Sum(counts => counts.Failed + counts.Uncertain) > 0 ? "no-delivery-accepted"
                : outcomes.Any(outcome => Names.TryParse<SuppressionReason>(outcome.Reason, out _)) ? "suppressed"
                : "expired",
        },
        { IsHeld: true } => progress with { Status = NoticeStatus.Paused, NextDue = upcoming.Next?.Due },
        _ => progress with { Status = NoticeStatus.Scheduled, NextDue = upcoming.Due },
    };

    /// <summary>Writes the end of a notice that a control has ended: what has gone out by then counts, and what waits is not sent.</summary>
    private async Task<Closing> EndAsync(Firing firing, OccurrenceState state, IReadOnlyList<Delivery> outcomes, bool follows)
    {
        if (state.Control?.Ended is not null && !(follows && outcomes.Count == 0))
        {
            DateTimeOffset now = time.GetUtcNow();
            IReadOnlyList<Delivery> last = [.. outcomes.Concat(OutcomesOf(state)).DistinctBy(delivery => delivery.Place).Select(delivery => NotSent(delivery, state.Control.EndsAs == NoticeStatus.Cancelled ? "cancelled" : "acknowledged"))];
            int number = last.Any(delivery => delivery.Occurrence == firing.Number && delivery.Attempts.Count > 0) ? firing.Number : state.Recorded.Occurrences;
            NoticeProgress closed = state.Recorded.Close(number, last, now);
            closed = number > state.Recorded.Occurrences ? closed.Escalated(state.Notice, firing.Step, firing.Planned, firing.FiredAt) : closed;
            NoticeProgress after = closed.Under(state.Control) with { Control = state.Control.Version };
            ProgressChange change = new(state.Progress, after, state.Deliveries) { Control = state.Control, IsWatched = true };
            await patient.WriteAsync(firing.NoticeId, () => store.CloseOccurrenceAsync(state.Notice, last, change, CancellationToken.None));
            return Told(firing, after, upcoming: null);
        }

        return new Closing(Upcoming: null, state.Progress.Status);
    }

    private Closing Told(Firing firing, NoticeProgress after, Upcoming? upcoming)
    {
        if (upcoming is null)
        {
            metrics.Ended(after.Status);
            logger.Ended(firing.NoticeId, Names.Of(after.Status));
        }

        return new Closing(upcoming, upcoming is null ? after.Status : null);
    }

    private static IReadOnlyList<Delivery> OutcomesOf(OccurrenceState state) =>
        state.Retries.Count == 0 ? state.Deliveries : [.. state.Deliveries.Concat(state.Retries).DistinctBy(delivery => delivery.Place)];

    private static bool IsComplete(OccurrenceState state, Firing firing) =>
        state.Deliveries.Count(delivery => delivery.Occurrence == firing.Number && (delivery.IsFinal || delivery.RetryAt is not null))
            >= state.Notice.PlacesOf(firing.Step).Count();

    private static Delivery NotSent(Delivery delivery, string reason) =>
        delivery.IsFinal ? delivery
        : delivery.IsInFlight ? delivery with { Status = DeliveryStatus.Uncertain }
        : delivery.Skip(reason);

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
    private NoticeProgress Report(OccurrenceState state, Firing firing, Settlement settled)
    {
        int all = settled.Missed + (settled.Fired && firing.IsTooLateFor(state) ? 1 : 0);
        if (all == 0)
        {
            return settled.Progress;
        }

        metrics.Missed(all);
        logger.Missed(firing.NoticeId, all, firing.Number);
        return settled.Progress with { Missed = settled.Progress.Missed + all };
    }
}
