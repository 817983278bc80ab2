using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>The records in Redis 7, or what speaks its protocol: plain commands, pipelined over one connection, no scripts.</summary>
internal sealed class RedisNoticeStore : INoticeStore, IAsyncDisposable
{
    private readonly IndexWriter writer;
    private readonly RecordReader records;
    private readonly RedisReservations reservations;
    private readonly RedisWithdrawals withdrawals;
    private readonly RedisNoticeList list;
    private readonly RedisOccurrences occurrences;
    private readonly RedisDeliveryList deliveryList;
    private readonly RedisIndexRepair repair;
    private readonly RedisPendingCount pending;
    private readonly RedisControls controls;
    private readonly RedisLog log;
    private readonly RedisDeliveryMoves moves;
    private readonly RedisOverdue overdue;

    public RedisNoticeStore(IDatabase database, AddressHasher addresses, IOptions<RetentionOptions> retention, TimeProvider time)
    {
        TimeSpan kept = retention.Value.Period;
        writer = new(database, time);
        NoticeIndex index = new(writer, addresses);
        LargeNotices large = new();
        records = new(database, large);
        reservations = new(database, records, index, writer, time);
        withdrawals = new(database, index, kept, time);
        list = new(database, records, writer, addresses);
        occurrences = new(database, large, index, kept, time);
        deliveryList = new(records, occurrences);
        controls = new(database, records, index, writer, kept, time);
        log = new(database, records);
        moves = new(database, kept, time);
        overdue = new(database, records, time);
        repair = new(database, records, index, writer, kept, time);
        pending = new(database, writer);
    }

    /// <inheritdoc/>
    public Task<Reservation> ReserveAsync(Notice notice, string? fingerprint, CancellationToken cancellation) =>
        RedisCall.Guard(reservations.ReserveAsync(notice, fingerprint), cancellation);

    /// <inheritdoc/>
    public Task MarkStartedAsync(NoticeKey key, CancellationToken cancellation)
    {
        reservations.MarkStarted(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> WithdrawAsync(Notice notice, string reason, CancellationToken cancellation) =>
        RedisCall.Guard(withdrawals.WithdrawAsync(notice, reason), cancellation);

    /// <inheritdoc/>
    public Task<NoticeRecord?> GetAsync(NoticeKey key, CancellationToken cancellation) =>
        RedisCall.Guard(records.ReadAsync(key), cancellation);

    /// <inheritdoc/>
    public Task<long> CountPendingAsync(string application, bool exactly, CancellationToken cancellation) =>
        RedisCall.Guard(pending.CountAsync(application, exactly), cancellation);

    /// <inheritdoc/>
    public Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation, CancellationToken cancellation) =>
        RedisCall.Guard(list.ListAsync(application, filter, limit, continuation), cancellation);

    /// <inheritdoc/>
    public Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        RedisCall.Guard(deliveryList.GetDeliveriesAsync(key, limit, continuation), cancellation);

    /// <inheritdoc/>
    public Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.LoadOccurrenceAsync(key, occurrence, slice), cancellation);

    /// <inheritdoc/>
    public Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide, CancellationToken cancellation) =>
        RedisCall.Guard(controls.ControlAsync(key, decide), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) =>
        RedisCall.Guard(controls.FindUnfollowedAsync(olderThan, limit), cancellation);

    /// <inheritdoc/>
    public Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) =>
        RedisCall.Guard(log.GetLogAsync(key, limit, continuation), cancellation);

    /// <inheritdoc/>
    public Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.BeginAsync(state, deliveries, delivering), cancellation);

    /// <inheritdoc/>
    public Task<long> CountFiringAsync(NoticeKey key, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.CountFiringAsync(key), cancellation);

    /// <inheritdoc/>
    public Task SaveDeliveriesAsync(
        Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.SaveDeliveriesAsync(notice, deliveries, change), cancellation);

    /// <inheritdoc/>
    public Task<bool> CloseOccurrenceAsync(
        Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.CloseOccurrenceAsync(notice, deliveries, change), cancellation);

    /// <inheritdoc/>
    public Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellation) =>
        RedisCall.Guard(occurrences.AdvanceAsync(state, deliveries), cancellation);

    /// <inheritdoc/>
    public Task<DeliveryMove> MoveDeliveryAsync(string application, DeliveryId id, DeliveryStatus status, string? reason, CancellationToken cancellation) =>
        RedisCall.Guard(moves.MoveAsync(application, id, status, reason), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) =>
        RedisCall.Guard(reservations.FindUnstartedAsync(olderThan, limit), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<NoticeRecord>> FindOverdueAsync(TimeSpan by, CancellationToken cancellation) => RedisCall.Guard(overdue.FindAsync(by), cancellation);

    /// <inheritdoc/>
    public Task<int> RepairIndexesAsync(CancellationToken cancellation) => RedisCall.Guard(repair.RepairAsync(), cancellation);

    /// <summary>Lets the indexes have what still waits for them.</summary>
    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
