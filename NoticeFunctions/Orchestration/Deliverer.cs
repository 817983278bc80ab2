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

        IReadOnlyList<Delivery> unsaved = [.. work.Settled, .. sending.Unsaved];
        if (!order.Closes && unsaved.Count > 0)
        {
            await patient.WriteAsync(firing.NoticeId, () => store.SaveDeliveriesAsync(state.Notice, unsaved, change: null, CancellationToken.None));
        }

        return new(sending.Delivered with { Outcomes = [.. work.Settled, .. sending.Delivered.Outcomes, .. work.Uncounted] });
    }

    /// <summary>Hands deliveries over. Null when a control came first: nothing went out.</summary>
    private async Task<Sending?> SendAsync(
        OccurrenceState state, Channel channel, DeliveryOrder order, IReadOnlyList<Delivery> send, DateTimeOffset now, CancellationToken cancellation)
    {
        if (send.Count == 0)
        {
            return new(new(state, []), []);
        }

        IReadOnlyList<Carrier> chain = (await providers.ForAsync(state.Notice.Application, cancellation)).For(channel, state.Notice.ConfigurationOf(channel));
        if (chain.Count == 0)
        {
            ProviderOutcome nobody = state.Notice.ConfigurationOf(channel) is null ? NoProvider : NoConfiguration;
            IReadOnlyList<Delivery> failed = recorder.Record([.. send.Select(delivery => delivery with { Provider = Nobody, Configuration = null })], [.. send.Select(_ => nobody)], now);
            return new(new(state, failed), failed);
        }

        Carrier first = chain[0];
        using LoadedNotice loaded = await attachments.LoadAsync(state.Notice, channel, cancellation);
        if (loaded.Failure is { } failure)
        {
            IReadOnlyList<Delivery> failed = recorder.Record(
                [.. send.Select(delivery => delivery with { Provider = first.Provider.Name, Configuration = first.Configuration })], [.. send.Select(_ => failure)], now);
            return new(new(state, failed), failed);
        }

        // One part tells of the whole: the others would only overwrite it.
        Reach reach = state.Notice.ReachOf(order.Firing.Step);
        bool tells = order.First == reach.First && channel == reach.Channels[0];
        NoticeProgress delivering = tells ? state.Recorded with { Status = NoticeStatus.Delivering, Updated = now } : state.Recorded;
        bool linked = AcknowledgeLinks.AreIn(state.Notice, channel);
        int size = linked ? 1 : first.Provider.LargestBatch;

        // What a crash leaves in flight by SMS is lost to it, so no more is in flight than is under way.
        int width = size == 1 ? options.Value.CallsAtATime : channel.RecognizesRepetition() ? size : Math.Min(size, options.Value.CallsAtATime);
        Delivery[][] waves = [.. send.Select(delivery => delivery with { Provider = first.Provider.Name, Configuration = first.Configuration }).Chunk(width)];
        if (!await store.BeginAsync(state, waves[0], tells ? delivering : null, cancellation))
        {
            await TakeBackAsync(state, waves[0], tells ? delivering : null, now);
            return null;
        }

        if (!order.Firing.IsRetry)
        {
            metrics.Late(channel, time.GetUtcNow() - order.Firing.Due);
        }

        Delivered delivered = new(state with { Recorded = delivering }, []);
        using OccurrenceLedger ledger = new(store, OccurrenceLedger.With(delivered.State, waves[0]));
        List<Delivery> sent = new(send.Count);
        for (int wave = 0; ; wave++)
        {
            IReadOnlyList<Delivery> latest = await HandOverAsync(ledger, loaded.Notice, waves[wave], chain, size, linked);
            sent.AddRange(latest);
            if (wave == waves.Length - 1)
            {
                return new(delivered with { Outcomes = sent }, latest);
            }

            Delivery[] next = waves[wave + 1];
            bool goesOn = false;
            await patient.WriteAsync(state.Notice.Id, async () => goesOn = await ledger.AdvanceAsync([.. latest, .. next]));
            if (!goesOn)
            {
                // The rest waits for what the control says.
                Delivery[] rest = [.. send.Skip(sent.Count).Select(delivery => Unsent(delivery, now))];
                return new(delivered with { Outcomes = [.. sent, .. rest], IsComplete = false }, rest);
            }
        }
    }

    /// <summary>Hands a wave over: in one call, or where a call takes one message, in as many calls side by side.</summary>
    private async Task<IReadOnlyList<Delivery>> HandOverAsync(OccurrenceLedger ledger, Notice message, Delivery[] wave, IReadOnlyList<Carrier> chain, int size, bool linked) =>
        size > 1
            ? await handover.SendAsync(ledger, message, wave, chain)
            : [.. (await Task.WhenAll(wave.Select(one => handover.SendAsync(ledger, linked ? links.For(message, one) : message, [one], chain)))).SelectMany(one => one)];

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

    /// <summary>What a part's sending came to, and what of it the ledger does not say yet.</summary>
    private sealed record Sending(Delivered Delivered, IReadOnlyList<Delivery> Unsaved);

    private sealed record Attempted(Delivered? Delivered, bool IsOvertaken = false)
    {
        public static Attempted Overtaken { get; } = new(Delivered: null, IsOvertaken: true);
    }
}
