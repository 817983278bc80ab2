using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.InMemory;

/// <summary>
/// A store for tests in virtual time: nothing but dictionaries, and retention by the clock it is given. It passes the same contract as
/// Redis and Garnet. <see cref="Away"/> makes every call fail as if the server were gone.
/// </summary>
internal sealed partial class InMemoryNoticeStore(TimeProvider time, int retentionDays = 30) : INoticeStore
{
    private readonly Lock gate = new();
    private readonly TimeSpan retention = TimeSpan.FromDays(retentionDays);
    private readonly Dictionary<NoticeKey, StoredNotice> notices = [];
    private readonly Dictionary<NoticeKey, NoticeProgress> progresses = [];
    private readonly Dictionary<(NoticeKey, int, Channel, int), Kept<Delivery>> deliveries = [];
    private readonly Dictionary<NoticeKey, DateTimeOffset> unstarted = [];
    private readonly Dictionary<NoticeKey, DateTimeOffset> expiries = [];
    private readonly Dictionary<(NoticeKey, long), long> firings = [];

    /// <summary>Whether the store is to be unreachable.</summary>
    public bool Away { get; set; }

    /// <summary>Which notices it is to be unreachable for when they come in.</summary>
    public Func<Notice, bool> AwayFor { get; set; } = _ => false;

    public Task<Reservation> ReserveAsync(Notice notice, string? fingerprint, CancellationToken cancellation) => AwayFor(notice) ? Gone<Reservation>() : Locked(() =>
    {
        unstarted.TryAdd(notice.Key, time.GetUtcNow());
        if (Find(notice.Key) is not { } existing)
        {
            expiries.Remove(notice.Key);
            progresses.Remove(notice.Key);
            notices[notice.Key] = new(fingerprint, notice);
            return new(ReservationOutcome.Created, new NoticeRecord(notice, NoticeProgress.Of(notice)));
        }

        bool same = notices[notice.Key].Fingerprint == fingerprint;
        return new Reservation(same ? ReservationOutcome.Existing : ReservationOutcome.Conflict, existing);
    });

    public Task MarkStartedAsync(NoticeKey key, CancellationToken cancellation) => Locked(() => unstarted.Remove(key));

    public Task<bool> WithdrawAsync(Notice notice, string reason, CancellationToken cancellation) => Locked(() =>
    {
        DateTimeOffset now = time.GetUtcNow();
        NoticeProgress after = NoticeProgress.Of(notice) with { Status = NoticeStatus.Cancelled, NextDue = null, Updated = now, Ended = now, Reason = reason };
        if (!progresses.TryAdd(notice.Key, after))
        {
            return false;
        }

        expiries[notice.Key] = now + retention;
        unstarted.Remove(notice.Key);
        return true;
    });

    public Task<NoticeRecord?> GetAsync(NoticeKey key, CancellationToken cancellation) => Locked(() => Find(key));

    public Task<long> CountPendingAsync(string application, bool exactly, CancellationToken cancellation) =>
        Locked(() => (long)notices.Keys.Count(key => key.Application == application && Find(key) is { Progress.HasEnded: false }));

    public Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation, CancellationToken cancellation) => Locked(() =>
    {
        ListPosition start = ListPosition.Start(application, filter, continuation);
        List<NoticeRecord> found =
        [
            .. notices.Keys
                .Where(key => key.Application == application)
                .Select(Find)
                .OfType<NoticeRecord>()
                .Where(record => Holds(filter, record) && ListPosition.Of(record.Notice).IsAfter(start))
                .OrderByDescending(record => record.Notice.Created.ToUnixTimeMilliseconds())
                .ThenByDescending(record => record.Notice.Id, StringComparer.Ordinal)
                .Take(limit + 1),
        ];
        return found.Count <= limit
            ? new Page<NoticeRecord>(found, Continuation: null)
            : new(found[..limit], ListPosition.Of(found[limit - 1].Notice).ToContinuation(application, filter));
    });

    public Task<Page<Delivery>?> GetDeliveriesAsync(NoticeKey key, int limit, string? continuation, CancellationToken cancellation) => Locked(() =>
    {
        DeliveryPosition? start = continuation is null ? null : DeliveryPosition.Read(key, continuation);
        if (Find(key) is not { } record)
        {
            return null;
        }

        List<Delivery> found =
        [
            .. DeliveryPosition.All(record, start)
                .Select(place => Find((key, place.Occurrence, place.Channel, place.RecipientIndex)))
                .OfType<Delivery>()
                .Take(limit + 1),
        ];
        return found.Count <= limit ? new Page<Delivery>(found, Continuation: null) : new(found[..limit], Place(found[limit - 1]).ToContinuation(key));

        static DeliveryPosition Place(Delivery delivery) => new(delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);
    });

    public Task<long> CountFiringAsync(NoticeKey key, CancellationToken cancellation) => Locked(() =>
    {
        (NoticeKey, long) hour = (key, time.GetUtcNow().ToUnixTimeSeconds() / 3600);
        return firings[hour] = firings.GetValueOrDefault(hour) + 1;
    });

    public Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice, CancellationToken cancellation) => Locked(() =>
    {
        if (Find(key) is not { } record)
        {
            return null;
        }

        IEnumerable<Delivery> loaded = from place in record.Notice.PlacesOf(step: null)
                                       where slice is null || slice.Contains(place.Channel, place.Index)
                                       let delivery = Find((key, occurrence, place.Channel, place.Index))
                                       where delivery is not null
                                       select delivery;
        IEnumerable<Delivery> retries = record.Recorded.Retries
            .Where(retry => slice is null || slice.Contains(retry.Channel, retry.RecipientIndex))
            .Select(retry => Find((key, retry.Occurrence, retry.Channel, retry.RecipientIndex)))
            .OfType<Delivery>();
        return new OccurrenceState(record.Notice, record.Progress, [.. loaded], [.. retries])
        {
            Control = record.Control,
            Recorded = record.Recorded,
            IsFresh = !progresses.ContainsKey(key),
        };
    });

    public Task SaveDeliveriesAsync(
        Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change, CancellationToken cancellation) => Locked(() =>
    {
        foreach (Delivery delivery in deliveries)
        {
            this.deliveries[PlaceOf(notice, delivery)] = new(delivery, Expires: null);
        }

        if (change is not null)
        {
            progresses[notice.Key] = change.After;
        }

        return true;
    });

    public async Task<bool> CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change, CancellationToken cancellation)
    {
        await BeforeClose();
        return await CloseAsync(notice, deliveries, change);
    }

    private Task<bool> CloseAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change) => Locked(() =>
    {
        if (change.IsFirst && progresses.ContainsKey(notice.Key))
        {
            return false;
        }

        DateTimeOffset expires = time.GetUtcNow() + retention;
        foreach (Delivery delivery in deliveries)
        {
            bool closed = delivery.IsFinal && delivery.Occurrence <= change.After.Occurrences;
            bool unchanged = closed && change.Known?.Any(known => ReferenceEquals(known, delivery)) == true;
            Delivery kept = unchanged ? this.deliveries[PlaceOf(notice, delivery)].Value : delivery;
            this.deliveries[PlaceOf(notice, delivery)] = new(kept, closed ? expires : null);
        }

        progresses[notice.Key] = change.After;
        if (change.After.HasEnded)
        {
            expiries[notice.Key] = expires;
        }
        else
        {
            expiries.Remove(notice.Key);
        }

        return Watch(notice.Key, change);
    });

    public Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit, CancellationToken cancellation) => Locked(() =>
    {
        List<NoticeRecord> found = [];
        foreach (NoticeKey key in unstarted.Where(mark => mark.Value <= time.GetUtcNow() - olderThan).OrderBy(mark => mark.Value).Select(mark => mark.Key).ToList())
        {
            if (Find(key) is { Progress.HasEnded: false } record)
            {
                found.Add(record);
            }
            else
            {
                unstarted.Remove(key);
            }
        }

        return (IReadOnlyList<NoticeRecord>)[.. found.Take(limit)];
    });

    public Task<int> RepairIndexesAsync(CancellationToken cancellation) => Locked(() =>
    {
        List<NoticeKey> gone = [.. notices.Keys.Where(key => Find(key) is null)];
        gone.ForEach(key => notices.Remove(key));
        return gone.Count;
    });

    /// <summary>What is left until a notice is forgotten; null for one that is kept for good, zero for one that is gone.</summary>
    public TimeSpan? RemainingOf(NoticeKey key) =>
        Find(key) is null ? TimeSpan.Zero : expiries.TryGetValue(key, out DateTimeOffset expires) ? expires - time.GetUtcNow() : null;

    /// <summary>The same of a delivery.</summary>
    public TimeSpan? RemainingOf(Notice notice, Delivery delivery) =>
        Find(PlaceOf(notice, delivery)) is null ? TimeSpan.Zero : deliveries[PlaceOf(notice, delivery)].Expires - time.GetUtcNow();

    private static (NoticeKey Key, int Occurrence, Channel Channel, int RecipientIndex) PlaceOf(Notice notice, Delivery delivery) =>
        (notice.Key, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);

    private static bool Holds(NoticeFilter filter, NoticeRecord record) =>
        (filter.Status is null || filter.Status == record.Progress.Status)
        && (filter.Channel is not { } channel || record.Notice.Channels.Contains(channel))
        && (filter.Category is null || filter.Category == record.Notice.Category)
        && (filter.From is null || record.Notice.Created >= filter.From)
        && (filter.Recipient is null || record.Notice.To.SelectMany(to => to.Addresses()).Any(address => Same(address, filter.Recipient)));

    private static bool Same(string one, string other) => AddressHasher.Normalize(one) == AddressHasher.Normalize(other);

    private NoticeRecord? Find(NoticeKey key)
    {
        bool expired = expiries.TryGetValue(key, out DateTimeOffset expires) && expires <= time.GetUtcNow();
        return expired || !notices.TryGetValue(key, out StoredNotice? stored)
            ? null
            : NoticeRecord.Of(stored.Notice, progresses.GetValueOrDefault(key) ?? NoticeProgress.Of(stored.Notice), controls.GetValueOrDefault(key), heard.GetValueOrDefault(key));
    }

    private Delivery? Find((NoticeKey, int, Channel, int) place) =>
        deliveries.TryGetValue(place, out Kept<Delivery>? kept) && !(kept.Expires <= time.GetUtcNow()) ? kept.Value : null;

    private static Task<T> Gone<T>() => Task.FromException<T>(new RecordsUnavailableException("The store is away.", new TimeoutException()));

    private Task<T> Locked<T>(Func<T> work)
    {
        if (Away)
        {
            return Gone<T>();
        }

        try
        {
            lock (gate)
            {
                return Task.FromResult(work());
            }
        }
        catch (InvalidContinuationException fault)
        {
            return Task.FromException<T>(fault);
        }
    }

    private sealed record Kept<T>(T Value, DateTimeOffset? Expires);
}
