using System.Collections.Concurrent;
using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>How a notice comes into the records, up to the start of its orchestration.</summary>
internal sealed class RedisReservations(IDatabaseAsync database, RecordReader records, NoticeIndex index, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, bool> knownApplications = new(StringComparer.Ordinal);

    /// <inheritdoc cref="INoticeStore.ReserveAsync"/>
    public async Task<Reservation> ReserveAsync(Notice notice, string? fingerprint)
    {
        NoticeProgress fresh = NoticeProgress.Of(notice);
        byte[] stored = JsonSerializer.SerializeToUtf8Bytes(new StoredNotice(fingerprint, notice), RecordsJson.Compact.StoredNotice);

        // First of all the sweeper's mark: a record without it would wait for ever if the platform died right after.
        List<Task> writes = [MarkUnstartedAsync(notice), .. Remember(notice.Application)];
        Task<RedisValue> existing = database.StringSetAndGetAsync(RedisKeys.Notice(notice.Key), stored, expiry: null, keepTtl: false, When.NotExists);
        writes.Add(existing);

        // An id of its own can't meet another notice, so the indexes need not wait for the answer.
        bool unique = fingerprint is null;
        if (unique)
        {
            writes.AddRange(index.Add(notice, fresh.Status));
        }

        await Task.WhenAll(writes);
        RedisValue found = await existing;
        if (!found.IsNull)
        {
            return await MeetAsync(notice.Key, RecordReader.ReadNotice(found), fingerprint);
        }

        if (!unique)
        {
            await Task.WhenAll(index.Add(notice, fresh.Status));
        }

        return new(ReservationOutcome.Created, new(notice, fresh));
    }

    /// <inheritdoc cref="INoticeStore.MarkStartedAsync"/>
    public Task MarkStartedAsync(NoticeKey key) =>
        database.SortedSetRemoveAsync(RedisKeys.Unstarted, RedisKeys.Member(key), CommandFlags.FireAndForget);

    /// <inheritdoc cref="INoticeStore.FindUnstartedAsync"/>
    public async Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit)
    {
        double latest = (time.GetUtcNow() - olderThan).ToUnixTimeMilliseconds();
        RedisValue[] members = await database.SortedSetRangeByScoreAsync(
            RedisKeys.Unstarted, double.NegativeInfinity, latest, Exclude.None, Order.Ascending, skip: 0, limit);
        NoticeRecord?[] found = await records.ReadAsync(members.Select(RedisKeys.ReadMember));

        // Marks of what has ended, and of what never came to be written.
        RedisValue[] idle = [.. members.Where((_, position) => found[position] is not { Progress.HasEnded: false })];
        List<NoticeRecord> unstarted = [.. found.OfType<NoticeRecord>().Where(record => !record.Progress.HasEnded)];
        await Task.WhenAll(
        [
            .. unstarted.SelectMany(record => index.Add(record.Notice, record.Progress.Status)),
            .. idle.Length > 0 ? [database.SortedSetRemoveAsync(RedisKeys.Unstarted, idle)] : Array.Empty<Task>(),
        ]);
        return unstarted;
    }

    private async Task<Reservation> MeetAsync(NoticeKey key, StoredNotice stored, string? fingerprint)
    {
        NoticeRecord record = await records.ReadAsync(key) ?? new(stored.Notice, NoticeProgress.Of(stored.Notice));
        if (stored.Fingerprint != fingerprint)
        {
            return new(ReservationOutcome.Conflict, record);
        }

        // The first request may have died before its indexes, or long since be done.
        await Task.WhenAll(record.Progress.HasEnded ? [MarkStartedAsync(key)] : index.Add(record.Notice, record.Progress.Status));
        return new(ReservationOutcome.Existing, record);
    }

    private Task<bool> MarkUnstartedAsync(Notice notice) =>
        database.SortedSetAddAsync(RedisKeys.Unstarted, RedisKeys.Member(notice.Key), time.GetUtcNow().ToUnixTimeMilliseconds(), SortedSetWhen.NotExists);

    // Once per process is enough: the set only grows.
    private IEnumerable<Task> Remember(string application) =>
        knownApplications.TryAdd(application, true) ? [database.SetAddAsync(RedisKeys.Applications, application)] : [];
}
