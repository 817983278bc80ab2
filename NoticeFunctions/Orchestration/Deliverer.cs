using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>A delivering activity's result: what it loaded, and what its deliveries have become.</summary>
/// <param name="State">The notice and its progress.</param>
/// <param name="Outcomes">The deliveries that changed, not yet recorded where the activity closes too.</param>
internal sealed record Delivered(OccurrenceState State, IReadOnlyList<Delivery> Outcomes);

/// <summary>Delivers one part of a firing: ledger first, then the provider, then the outcomes.</summary>
internal sealed class Deliverer(
    INoticeStore store,
    IProviders providers,
    AttemptRecorder recorder,
    PatientStore patient,
    IOptions<DeliveryOptions> options,
    NoticeMetrics metrics,
    TimeProvider time,
    ILogger<Deliverer> logger)
{
    private static readonly ProviderOutcome NoProvider = ProviderOutcome.Transient("The channel has no provider at present.");

    /// <summary>Delivers. Null when the record is gone.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="order">The part.</param>
    /// <param name="cancellation">The host's wish to stop: obeyed until the first message goes out, and then no more.</param>
    public async Task<Delivered?> DeliverAsync(Channel channel, DeliveryOrder order, CancellationToken cancellation)
    {
        Firing firing = order.Firing;
        OccurrenceState? state = await store.LoadOccurrenceAsync(
            firing.Key, firing.Number, new RecipientSlice(channel, order.First, order.Count), cancellation);
        if (state is null || state.Progress.HasEnded)
        {
            return state is null ? null : new Delivered(state, []);
        }

        using IDisposable? trace = Traces.BeginOccurrence(
            "deliver", state.Notice.TraceParent, new("notice.id", firing.NoticeId), new("notice.occurrence", firing.Number), new("notice.channel", Names.Of(channel)));
        DateTimeOffset now = time.GetUtcNow();
        WorkList work = WorkList.Find(state, channel, order, options.Value.MaxAttempts, now);
        if (work.InFlight > 0)
        {
            logger.FoundInFlight(firing.Number, firing.NoticeId, work.InFlight, Names.Of(channel));
        }

        (OccurrenceState begun, IReadOnlyList<Delivery> sent) = await SendAsync(state, channel, order, work.Send, now, cancellation);
        IReadOnlyList<Delivery> outcomes = [.. work.Settled, .. sent];
        if (!order.Closes && outcomes.Count > 0)
        {
            await patient.WriteAsync(firing.NoticeId, () => store.SaveDeliveriesAsync(state.Notice, outcomes, change: null, CancellationToken.None));
        }

        return new Delivered(begun, order.Closes ? [.. outcomes, .. work.Uncounted] : outcomes);
    }

    private async Task<(OccurrenceState State, IReadOnlyList<Delivery> Sent)> SendAsync(
        OccurrenceState state, Channel channel, DeliveryOrder order, IReadOnlyList<Delivery> send, DateTimeOffset now, CancellationToken cancellation)
    {
        if (send.Count == 0)
        {
            return (state, []);
        }

        if (providers.For(channel) is not { } provider)
        {
            return (state, recorder.Record(send, [.. send.Select(_ => NoProvider)], "none", now));
        }

        // One part tells of the whole: the others would only overwrite it.
        bool tells = order.First == 0 && channel == state.Notice.Channels[0];
        NoticeProgress delivering = tells ? state.Progress with { Status = NoticeStatus.Delivering, Updated = now } : state.Progress;
        Delivery[] inFlight = [.. send.Select(delivery => delivery with { Provider = provider.Name })];
        await store.SaveDeliveriesAsync(state.Notice, inFlight, tells ? new ProgressChange(state.Progress, delivering, state.Deliveries) : null, cancellation);
        if (!order.Firing.IsRetry)
        {
            metrics.Late(channel, time.GetUtcNow() - order.Firing.Due);
        }

        List<Delivery> sent = new(inFlight.Length);
        foreach (Delivery[] batch in inFlight.Chunk(provider.LargestBatch))
        {
            IReadOnlyList<ProviderOutcome> outcomes = await provider.SendAsync(state.Notice, batch, CancellationToken.None);
            Report(state.Notice, channel, provider.Name, outcomes);
            sent.AddRange(recorder.Record(batch, outcomes, provider.Name, time.GetUtcNow()));
        }

        return (state with { Progress = delivering }, sent);
    }

    private void Report(Notice notice, Channel channel, string provider, IReadOnlyList<ProviderOutcome> outcomes)
    {
        foreach (IGrouping<AttemptResult, ProviderOutcome> group in outcomes.GroupBy(outcome => outcome.Result))
        {
            metrics.Attempted(channel, provider, group.Key, group.Count());
            if (group.Key != AttemptResult.Accepted)
            {
                logger.Refused(notice.Id, Names.Of(channel), provider, group.Count(), group.First().Error);
            }
        }
    }
}
