using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// What a turn comes to, and what comes after it: from what was delivered, the schedule and every control so far. Whether the turn was a firing or woken by a control makes no
/// difference, so an event that is lost or late costs time and nothing else; and twice is as good as once.
/// </summary>
/// <param name="Progress">The progress after it; whoever writes it has the last word on the end.</param>
/// <param name="Upcoming">What comes next; null when nothing does.</param>
/// <param name="Fired">Whether the turn's occurrence has fired now.</param>
/// <param name="Outcomes">The deliveries to be written with it.</param>
/// <param name="Missed">How many occurrences are left out, by the schedule's misfire.</param>
internal sealed record Settlement(NoticeProgress Progress, Upcoming? Upcoming, bool Fired, IReadOnlyList<Delivery> Outcomes, int Missed)
{
    /// <summary>Whether nothing of a firing may go out: the notice is held, or the firing is an occurrence of a plan that was given up.</summary>
    public static bool Holds(OccurrenceState state, Firing firing) => state.Control is { } control && (control.IsPaused || (control.Plan > firing.Plan && firing.Step == 0));

    /// <summary>Whether a part of an occurrence has gone out already: then the rest follows, whatever has come due since.</summary>
    public static bool HasBegun(int number, OccurrenceState state, IReadOnlyList<Delivery> outcomes) =>
        state.Deliveries.Concat(outcomes).Any(delivery => delivery.Occurrence == number && HasBeenTried(delivery));

    /// <summary>Settles.</summary>
    /// <param name="state">The notice, not ended.</param>
    /// <param name="firing">The turn.</param>
    /// <param name="outcomes">What was delivered.</param>
    /// <param name="isComplete">Whether everything of the occurrence has an outcome; false where a control came between, or woke the turn before it was due.</param>
    /// <param name="now">The present.</param>
    public static Settlement Of(OccurrenceState state, Firing firing, IReadOnlyList<Delivery> outcomes, bool isComplete, DateTimeOffset now)
    {
        NoticeControl control = state.Control ?? NoticeControl.None;
        NoticeProgress before = state.Recorded;
        bool isStale = control.Plan > firing.Plan;
        bool isGivenUp = isStale && firing.Step == 0;
        if (isGivenUp && !firing.IsRetry)
        {
            // Nobody comes back to what a crash has left in flight: its occurrence ends here.
            outcomes = [.. outcomes.Concat(state.Deliveries.Where(delivery => delivery.Occurrence == firing.Number)).DistinctBy(delivery => delivery.Place).Select(LeftInFlight)];
        }

        IReadOnlyList<Delivery> tried = [.. outcomes.Where(HasBeenTried)];

        // What has begun of a plan that was given up is all that comes of its occurrence; what a pause has interrupted goes on.
        bool closes = firing.IsRetry || isComplete || before.Occurrences >= firing.Number || (isGivenUp && tried.Count > 0);
        bool fired = closes && !firing.IsRetry && before.Occurrences < firing.Number;
        NoticeProgress after = closes ? before.Close(firing.Number, firing.IsRetry || isComplete ? outcomes : tried, now) : before with { Updated = now };
        if (fired)
        {
            after = after.Escalated(state.Notice, firing.Step, firing.Planned, firing.FiredAt) with
            {
                Triggered = after.Triggered + (firing.IsTriggered ? 1 : 0),
                Shift = after.Shift + (firing.IsBeside ? 1 : 0),
            };
        }

        if (!closes && firing.Step > 0 && after.Escalation is { } ladder && HasBegun(firing.Number, state, outcomes))
        {
            after = after with { Escalation = ladder with { IsBegun = true } };
        }

        MisfirePolicy? policy = (control.Schedule ?? state.Notice.Schedule)?.Misfire;
        (Occurrence? pending, int missed) = isStale ? First(state.Notice.NewPlan(control, after.Occurrences), policy, now) : Pending(state, firing, outcomes, after, closes, policy, now);
        after = after with { Control = control.Version, Plan = control.Plan, Shift = isStale ? after.Occurrences : after.Shift };
        return new Settlement(after, Next(state.Notice, control, after, pending, now), fired, outcomes, fired || firing.IsRetry || !closes ? missed : 0);
    }

    private static Upcoming? Next(Notice notice, NoticeControl control, NoticeProgress after, Occurrence? pending, DateTimeOffset now)
    {
        if (control.IsPaused)
        {
            return new Upcoming(after.Occurrences, now, IsRetry: true, pending) { IsHeld = true, Plan = control.Plan };
        }

        Occurrence? step = notice.NextStep(after);
        if (step is { } begun && after.Escalation is { IsBegun: true })
        {
            return Decision.Escalate(after.Occurrences, pending, begun) with { Plan = control.Plan, Reach = notice.ReachOf(begun.Number) };
        }

        if (control.Triggers > after.Triggered)
        {
            return new Upcoming(pending?.Number ?? after.Occurrences + 1, now, IsRetry: false, Decision.Moved(pending)) { IsTriggered = true, Plan = control.Plan };
        }

        return Decision.Of(after.Occurrences, pending, after.Retries, now, step) is { } upcoming
            ? upcoming with { Plan = control.Plan, Reach = ReachOf(notice, after, upcoming) }
            : null;
    }

    private static Reach? ReachOf(Notice notice, NoticeProgress after, Upcoming upcoming) =>
        notice.Escalate is null ? null
        : upcoming.Step > 0 ? notice.ReachOf(upcoming.Step)
        : upcoming.IsRetry && !after.Retries.All(notice.ReachOf(step: 0).Contains) ? Reach.Over(after.Retries)
        : null;

    /// <summary>The next occurrence of the plan that the turn belongs to.</summary>
    private static Upshot Pending(
        OccurrenceState state, Firing firing, IReadOnlyList<Delivery> outcomes, NoticeProgress after, bool closes, MisfirePolicy? policy, DateTimeOffset now)
    {
        Schedule plan = state.Notice.Plan(after with { Plan = firing.Plan }, state.Control);
        if (!firing.IsRetry && !firing.IsBeside && closes)
        {
            return Misfire.Next(plan, policy, firing.Planned, firing.FiredAt, now);
        }

        // One that did not come to fire beside the schedule gives its number back.
        Occurrence? pending = firing switch
        {
            { IsBeside: true, Next: { } next } when !closes => next with { Number = next.Number - 1 },
            { IsBeside: true } or { IsRetry: true } => firing.Next,
            _ => firing.Planned,
        };
        return pending is not { } one ? default
            : HasBegun(one.Number, state, outcomes) ? new Upshot(one, Missed: 0)
            : MadeUpFor(plan, policy, one, now);
    }

    // In flight without an outcome, it may have gone out.
    private static bool HasBeenTried(Delivery delivery) => delivery.IsFinal || delivery.Attempts.Count > 0 || delivery.IsInFlight;

    private static Delivery LeftInFlight(Delivery delivery) => delivery.IsInFlight ? delivery with { Status = DeliveryStatus.Uncertain } : delivery;

    private static Upshot First(Schedule plan, MisfirePolicy? policy, DateTimeOffset now) => plan.First is { } first ? MadeUpFor(plan, policy, first, now) : default;

    /// <summary>Of an occurrence that has not fired, and those after it that have come due meanwhile, the one that the policy wants next.</summary>
    private static Upshot MadeUpFor(Schedule plan, MisfirePolicy? policy, Occurrence waiting, DateTimeOffset now)
    {
        if (waiting.Due > now || policy == MisfirePolicy.All)
        {
            return new Upshot(waiting, Missed: 0);
        }

        if (policy == MisfirePolicy.Skip)
        {
            Passage late = plan.Pass(waiting, now - Misfire.Grace - TimeSpan.FromTicks(1));
            return Misfire.IsTooLate(policy, waiting.Due, now) ? new Upshot(late.Next, late.Passed + 1) : new Upshot(waiting, Missed: 0);
        }

        Passage passage = plan.Pass(waiting, now);
        return new Upshot(passage.Latest ?? waiting, passage.Passed);
    }
}
