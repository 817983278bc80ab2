using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Events;

/// <summary>The records, and whoever records a fact tells it, too: after it is recorded, before anything follows from it. Registered only where events are told.</summary>
internal sealed class TellingNoticeStore(INoticeStore store, EventTeller teller, TimeProvider time) : INoticeStore
{
    /// <inheritdoc/>
    public async Task<Reservation> ReserveAsync(Notice notice, string? fingerprint, CancellationToken cancellation)
    {
        Reservation reservation = await store.ReserveAsync(notice, fingerprint, cancellation);
        await TellAsync(reservation.Outcome == ReservationOutcome.Created ? [EventTypes.Accepted(notice)] : []);
        return reservation;
    }

    /// <inheritdoc/>
    public async Task<bool> WithdrawAsync(Notice notice, string reason, CancellationToken cancellation)
    {
        bool withdrawn = await store.WithdrawAsync(notice, reason, cancellation);
        NoticeProgress ended = NoticeProgress.Of(notice) with { Status = NoticeStatus.Cancelled, Ended = time.GetUtcNow(), Reason = reason };
        await TellAsync(withdrawn ? [EventTypes.Ended(notice, ended)] : []);
        return withdrawn;
    }

    /// <inheritdoc/>
    public async Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide, CancellationToken cancellation)
    {
        ControlOutcome? outcome = await store.ControlAsync(key, decide, cancellation);
        if (outcome is { IsChanged: true, Record: { Control: { } control } record })
        {
            await TellAsync(
            [
                .. control.AcknowledgedAt == control.At ? [EventTypes.Acknowledged(record.Notice, control)] : Array.Empty<NoticeEvent>(),
                .. record.Progress.HasEnded ? [EventTypes.Ended(record.Notice, record.Progress)] : Array.Empty<NoticeEvent>(),
            ]);
        }

        return outcome;
    }

    /// <inheritdoc/>
    public async Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        bool stands = await store.AdvanceAsync(state, deliveries, cancellation);
        await TellAsync(Of(state.Notice, deliveries));
        return stands;
    }

    /// <inheritdoc/>
    public async Task SaveDeliveriesAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change, CancellationToken cancellation)
    {
        await store.SaveDeliveriesAsync(notice, deliveries, change, cancellation);
        await TellAsync(Of(notice, deliveries));
    }

    /// <inheritdoc/>
    public async Task<bool> CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change, CancellationToken cancellation)
    {
        bool stands = await store.CloseOccurrenceAsync(notice, deliveries, change, cancellation);
        await TellAsync([.. Of(notice, deliveries), .. stands && change.After.HasEnded ? [EventTypes.Ended(notice, change.After)] : Array.Empty<NoticeEvent>()]);
        return stands;
    }

    /// <inheritdoc/>
    public async Task<DeliveryMove> MoveDeliveryAsync(string application, DeliveryId id, DeliveryStatus status, string? reason, CancellationToken cancellation)
    {
        DeliveryMove move = await store.MoveDeliveryAsync(application, id, status, reason, cancellation);
        await TellAsync(move == DeliveryMove.Moved && EventTypes.Heard(new NoticeKey(application, id.NoticeId), id, status, time.GetUtcNow()) is { } heard ? [heard] : []);
        return move;
    }

    /// <inheritdoc/>
    public Task MarkStartedAsync(NoticeKey key, CancellationToken cancellation) => store.MarkStartedAsync(key, cancellation);

    /// <inheritdoc/>
    public Task<NoticeRecord?> GetAsync(NoticeKey key, CancellationToken cancellation) => store.GetAsync(key, cancellation);

    /// <inheritdoc/>
    public Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation, CancellationToken cancellation) =>
        store.ListAsync(application, filter, limit, continuation, cancellation);

    /// <inheritdoc/>
    public Task<long> CountPendingAsync(string application, bool exactly, CancellationToken cancellation) => store.CountPendingAsync(application, exactly, cancellation);

    /// <inheritdoc/>
    public Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        store.GetDeliveriesAsync(key, limit, continuation, cancellation);

    /// <inheritdoc/>
    public Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice, CancellationToken cancellation) =>
        store.LoadOccurrenceAsync(key, occurrence, slice, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) => store.FindUnfollowedAsync(olderThan, limit, cancellation);

    /// <inheritdoc/>
    public Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) => store.GetLogAsync(key, limit, continuation, cancellation);

    /// <inheritdoc/>
    public Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering, CancellationToken cancellation) =>
        store.BeginAsync(state, deliveries, delivering, cancellation);

    /// <inheritdoc/>
    public Task<long> CountFiringAsync(NoticeKey key, CancellationToken cancellation) => store.CountFiringAsync(key, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) => store.FindUnstartedAsync(olderThan, limit, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindOverdueAsync(TimeSpan by, CancellationToken cancellation) => store.FindOverdueAsync(by, cancellation);

    /// <inheritdoc/>
    public Task<int> RepairIndexesAsync(CancellationToken cancellation) => store.RepairIndexesAsync(cancellation);

    private IEnumerable<NoticeEvent> Of(Notice notice, IReadOnlyCollection<Delivery> deliveries) =>
        deliveries.Select(delivery => EventTypes.Delivered(notice.Key, delivery, time.GetUtcNow())).OfType<NoticeEvent>();

    private async Task TellAsync(IEnumerable<NoticeEvent> events)
    {
        NoticeEvent[] told = [.. events];
        if (told.Length > 0)
        {
            await teller.TellAsync(told);
        }
    }
}
