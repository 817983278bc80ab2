using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Crash;

/// <summary>The app's records, with points between the steps of intake and around the closing of an occurrence.</summary>
internal sealed class CrashingNoticeStore(INoticeStore store, Crasher crasher) : INoticeStore
{
    public async Task<Reservation> ReserveAsync(Notice notice, string? fingerprint, CancellationToken cancellation)
    {
        await crasher.ReachedAsync(nameof(CrashPoint.BeforeReserve));
        Reservation reservation = await store.ReserveAsync(notice, fingerprint, cancellation);
        await crasher.ReachedAsync(nameof(CrashPoint.AfterReserve));
        return reservation;
    }

    public async Task MarkStartedAsync(NoticeKey key, CancellationToken cancellation)
    {
        await crasher.ReachedAsync(nameof(CrashPoint.AfterStart));
        await store.MarkStartedAsync(key, cancellation);
    }

    public async Task SaveDeliveriesAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change, CancellationToken cancellation)
    {
        await store.SaveDeliveriesAsync(notice, deliveries, change, cancellation);
        crasher.Calls.Recorded(deliveries.Where(delivery => !delivery.IsInFlight).Select(delivery => delivery.Id));
    }

    public async Task<bool> CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change, CancellationToken cancellation)
    {
        await crasher.ReachedAsync(nameof(CrashPoint.BeforeClose));
        bool stands = await store.CloseOccurrenceAsync(notice, deliveries, change, cancellation);
        crasher.Calls.Recorded(deliveries.Select(delivery => delivery.Id));
        await crasher.ReachedAsync(nameof(CrashPoint.AfterClose));
        return stands;
    }

    public Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering, CancellationToken cancellation) =>
        store.BeginAsync(state, deliveries, delivering, cancellation);

    public async Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation)
    {
        bool stands = await store.AdvanceAsync(state, deliveries, cancellation);
        crasher.Calls.Recorded(deliveries.Where(delivery => !delivery.IsInFlight).Select(delivery => delivery.Id));
        return stands;
    }

    public Task<DeliveryMove> MoveDeliveryAsync(string application, DeliveryId id, DeliveryStatus status, string? reason, CancellationToken cancellation) =>
        store.MoveDeliveryAsync(application, id, status, reason, cancellation);

    public Task<IReadOnlyList<NoticeRecord>> FindOverdueAsync(TimeSpan by, CancellationToken cancellation) => store.FindOverdueAsync(by, cancellation);

    public Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide, CancellationToken cancellation) => store.ControlAsync(key, decide, cancellation);

    public Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) =>
        store.FindUnfollowedAsync(olderThan, limit, cancellation);

    public Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        store.GetLogAsync(key, limit, continuation, cancellation);

    public Task<bool> WithdrawAsync(Notice notice, string reason, CancellationToken cancellation) => store.WithdrawAsync(notice, reason, cancellation);

    public Task<NoticeRecord?> GetAsync(NoticeKey key, CancellationToken cancellation) => store.GetAsync(key, cancellation);

    public Task<long> CountPendingAsync(string application, bool exactly, CancellationToken cancellation) => store.CountPendingAsync(application, exactly, cancellation);

    public Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation, CancellationToken cancellation) =>
        store.ListAsync(application, filter, limit, continuation, cancellation);

    public Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        store.GetDeliveriesAsync(key, limit, continuation, cancellation);

    public Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice, CancellationToken cancellation) =>
        store.LoadOccurrenceAsync(key, occurrence, slice, cancellation);

    public Task<long> CountFiringAsync(NoticeKey key, CancellationToken cancellation) => store.CountFiringAsync(key, cancellation);

    public Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) =>
        store.FindUnstartedAsync(olderThan, limit, cancellation);

    public Task<int> RepairIndexesAsync(CancellationToken cancellation) => store.RepairIndexesAsync(cancellation);
}
