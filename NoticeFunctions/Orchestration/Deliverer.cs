using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Attachments;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Orchestration;

/// <summary>A delivering activity's result: what it loaded, and what its deliveries have become.</summary>
/// <param name="State">The notice and its progress.</param>
/// <param name="Outcomes">What became of them, not yet recorded where the activity closes too; those that an earlier run has recorded are among them.</param>
/// <param name="IsComplete">Whether all of the part has an outcome; false where a control came first.</param>
internal sealed record Delivered(OccurrenceState State, IReadOnlyList<Delivery> Outcomes, bool IsComplete = true);

/// <summary>Delivers one part of a firing: ledger first, then the provider, then the outcomes.</summary>
internal sealed class Deliverer(
    INoticeStore store,
    IProviders providers,
    Handover handover,
    AttemptRecorder recorder,
    PatientStore patient,
    AcknowledgeLinks links,
    AttachmentLoader attachments,
    SuppressionList suppressions,
    Brakes brakes,
    IOptions<DeliveryOptions> options,
    NoticeMetrics metrics,
    TimeProvider time,
    ILogger<Deliverer> logger)
{
    private const string Nobody = "none";
    private static readonly ProviderOutcome NoProvider = ProviderOutcome.Transient("The channel has no provider at present.");
    private static readonly ProviderOutcome NoConfiguration = ProviderOutcome.Transient("The channel configuration that the notice names is not there, or switched off.");

    /// <summary>Delivers. Null when the record is gone.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="order">The part.</param>
    /// <param name="cancellation">The host's wish to stop: obeyed until the first message goes out, and then no more.</param>
    public async Task<Delivered?> DeliverAsync(Channel channel, DeliveryOrder order, CancellationToken cancellation)
    {
        // A control between loading and handing over is rare, and one that comes again and again has to be a person.
        while (true)
        {
            if (await TryDeliverAsync(channel, order, cancellation) is { IsOvertaken: false } attempt)
            {
                return attempt.Delivered;
            }
        }
    }

    private async Task<Attempted> TryDeliverAsync(Channel channel, DeliveryOrder order, CancellationToken cancellation)
    {
        Firing firing = order.Firing;

        // Asked with the load, it costs no round trip of its own.
        Task<bool> suppressed = suppressions.MayHaveAnyAsync(firing.Application, cancellation).AsTask();
        Task<OccurrenceState?> loading = store.LoadOccurrenceAsync(firing.Key, firing.Number, new RecipientSlice(channel, order.First, order.Count), cancellation);
        await Task.WhenAll(suppressed, loading);
        OccurrenceState? state = await loading;
        if (state is null || state.Progress.HasEnded || Settlement.Holds(state, firing))
        {
            return new(state is null ? null : new Delivered(state, [], IsComplete: false));
        }

        if ((await brakes.HoldingAsync(state.Notice, [channel], cancellation)).Count > 0)
        {
            return new(new Delivered(state, [], IsComplete: false));
        }

        using IDisposable? trace = Traces.BeginOccurrence(
            "deliver", state.Notice.TraceParent, new("notice.id", firing.NoticeId), new("notice.occurrence", firing.Number), new("notice.channel", Names.Of(channel)));
        DateTimeOffset now = time.GetUtcNow();
        WorkList work = WorkList.Find(state, channel, order, options.Value.MaxAttempts, now);
        work = await suppressed ? await suppressions.ApplyAsync(state.Notice, channel, work, cancellation) : work;
        if (work.InFlight > 0)
        {
            logger.FoundInFlight(firing.Number, firing.NoticeId, work.InFlight, Names.Of(channel));
        }

        if (await SendAsync(state, channel, order, work.Send, now, cancellation) is not { } sending)
        {
            return Attempted.Overtaken;
        }

        IReadOnlyList<Delivery> outcomes = [.. work.Settled, .. sending.Outcomes];
        if (!order.Closes && outcomes.Count > 0)
        {
            await patient.WriteAsync(firing.NoticeId, () => store.SaveDeliveriesAsync(state.Notice, outcomes, change: null, CancellationToken.None));
        }

        return new(sending with { Outcomes = [.. outcomes, .. work.Uncounted] });
    }

    /// <summary>Hands deliveries over. Null when a control came first: nothing went out.</summary>
    private async Task<Delivered?> SendAsync(
        OccurrenceState state, Channel channel, DeliveryOrder order, IReadOnlyList<Delivery> send, DateTimeOffset now, CancellationToken cancellation)
    {
        if (send.Count == 0)
        {
            return new(state, []);
        }

        IReadOnlyList<Carrier> chain = (await providers.ForAsync(state.Notice.Application, cancellation)).For(channel, state.Notice.ConfigurationOf(channel));
        if (chain.Count == 0)
        {
            ProviderOutcome nobody = state.Notice.ConfigurationOf(channel) is null ? NoProvider : NoConfiguration;
            return new(state, recorder.Record([.. send.Select(delivery => delivery with { Provider = Nobody, Configuration = null })], [.. send.Select(_ => nobody)], now));
        }

        Carrier first = chain[0];
        using LoadedNotice loaded = await attachments.LoadAsync(state.Notice, channel, cancellation);
        if (loaded.Failure is { } failure)
        {
            return new(state, recorder.Record([.. send.Select(delivery => delivery with { Provider = first.Provider.Name, Configuration = first.Configuration })], [.. send.Select(_ => failure)], now));
        }

        // One part tells of the whole: the others would only overwrite it.
        Reach reach = state.Notice.ReachOf(order.Firing.Step);
        bool tells = order.First == reach.First && channel == reach.Channels[0];
        NoticeProgress delivering = tells ? state.Recorded with { Status = NoticeStatus.Delivering, Updated = now } : state.Recorded;
        Delivery[] inFlight = [.. send.Select(delivery => delivery with { Provider = first.Provider.Name, Configuration = first.Configuration })];
        if (!await store.BeginAsync(state, inFlight, tells ? delivering : null, cancellation))
        {
            await TakeBackAsync(state, send, tells ? delivering : null, now);
            return null;
        }

        if (!order.Firing.IsRetry)
        {
            metrics.Late(channel, time.GetUtcNow() - order.Firing.Due);
        }

        List<Delivery> sent = new(inFlight.Length);
        bool linked = AcknowledgeLinks.AreIn(state.Notice, channel);
        foreach (Delivery[] batch in inFlight.Chunk(linked ? 1 : first.Provider.LargestBatch))
        {
            if (sent.Count > 0 && await store.GetControlVersionAsync(order.Firing.Key, cancellation) != (state.Control?.Version ?? 0))
            {
                // The rest waits for what the control says.
                sent.AddRange(send.Skip(sent.Count).Select(delivery => Unsent(delivery, now)));
                return new(state with { Recorded = delivering }, sent, IsComplete: false);
            }

            sent.AddRange(await handover.SendAsync(state, linked ? links.For(loaded.Notice, batch[0]) : loaded.Notice, batch, chain));
        }

        return new(state with { Recorded = delivering }, sent);
    }

    /// <summary>Makes the ledger say again that nobody has these. Where there was no progress yet, nothing was written.</summary>
    private async Task TakeBackAsync(OccurrenceState state, IReadOnlyList<Delivery> send, NoticeProgress? delivering, DateTimeOffset now)
    {
        if (!state.IsFresh)
        {
            ProgressChange? change = delivering is null ? null : new(delivering, state.Recorded, state.Deliveries);
            await patient.WriteAsync(
                state.Notice.Id, () => store.SaveDeliveriesAsync(state.Notice, [.. send.Select(delivery => Unsent(delivery, now))], change, CancellationToken.None));
        }
    }

    // In nobody's hands: a later run sends it, and does not take it for one that a crash has left.
    private static Delivery Unsent(Delivery delivery, DateTimeOffset now) => delivery with { Provider = null, Configuration = null, RetryAt = delivery.Attempts.Count > 0 ? now : null };

    private sealed record Attempted(Delivered? Delivered, bool IsOvertaken = false)
    {
        public static Attempted Overtaken { get; } = new(Delivered: null, IsOvertaken: true);
    }
}
