using System.Collections.Concurrent;
using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>How a notice comes into the records, up to the start of its orchestration.</summary>
internal sealed class RedisReservations(IDatabaseAsync database, RecordReader records, NoticeIndex index, IndexWriter writer, TimeProvider time)
{
    private readonly UnstartedMarks marks = new(database, time);
    private readonly ConcurrentDictionary<string, bool> knownApplications = new(StringComparer.Ordinal);

    /// <inheritdoc cref="INoticeStore.ReserveAsync"/>
    public async Task<Reservation> ReserveAsync(Notice notice, string? fingerprint)
    {
        NoticeProgress fresh = NoticeProgress.Of(notice);
        byte[] stored = JsonSerializer.SerializeToUtf8Bytes(new StoredNotice(fingerprint, notice), RecordsJson.Compact.StoredNotice);

        // First of all the sweeper's mark: a record without it would wait for ever if the platform died right after. It also vouches for the index entries, which
        // follow a moment later, and before it goes. An id of its own can't meet another notice.
        Task named = RememberAsync(notice.Application);
        Task marked = await marks.SendAsync(notice.Key);
        Task<bool> written = database.StringSetAsync(
            RedisKeys.Notice(notice.Key), stored, Expiration.Default, fingerprint is null ? ValueCondition.Always : ValueCondition.NotExists);
        await named;
        await marked;
        if (!await written)
        {
            return await MeetAsync(notice, fingerprint);
        }

        index.Add(notice, fresh);
        return new(ReservationOutcome.Created, new(notice, fresh));
    }

    /// <inheritdoc cref="INoticeStore.MarkStartedAsync"/>
    public void MarkStarted(NoticeKey key) => index.Started(key);

    /// <inheritdoc cref="INoticeStore.FindUnstartedAsync"/>
    public async Task<IReadOnlyList<NoticeRecord>> FindUnstartedAsync(TimeSpan olderThan, int limit)
    {
        await writer.FlushAsync();
        NoticeKey[] marked = await FindMarkedAsync((time.GetUtcNow() - olderThan).ToUnixTimeMilliseconds(), limit);
        NoticeRecord?[] found = await records.ReadAsync(marked);

        // Marks of what has ended, and of what never came to be written.
        IEnumerable<NoticeKey> idle = marked.Where((_, position) => found[position] is not { Progress.HasEnded: false });
        List<NoticeRecord> unstarted = [.. found.OfType<NoticeRecord>().Where(record => !record.Progress.HasEnded)];
        foreach (NoticeRecord record in found.OfType<NoticeRecord>())
        {
            // Of one that has ended, too: a mark that is still there vouches for entries that may not be.
            index.Add(record.Notice, record.Progress);
        }

        foreach (NoticeKey key in idle)
        {
            index.Started(key);
        }

        await writer.FlushAsync();
        return unstarted;
    }

    private async Task<NoticeKey[]> FindMarkedAsync(double latest, int limit)
    {
        // Those this process knows are named again: a store that was emptied has forgotten them.
        Task named = Task.WhenAll(knownApplications.Keys.Select(application => database.SetAddAsync(RedisKeys.Applications, application)));
        RedisValue[] applications = await database.SetMembersAsync(RedisKeys.Applications);
        await named;
        IEnumerable<(NoticeKey Key, double Since)>[] found = await Task.WhenAll(applications.Select(application => ReadMarksAsync(application.ToString(), latest, limit)));
        return [.. found.SelectMany(all => all).OrderBy(mark => mark.Since).Take(limit).Select(mark => mark.Key)];
    }

    private async Task<IEnumerable<(NoticeKey Key, double Since)>> ReadMarksAsync(string application, double latest, int limit)
    {
        SortedSetEntry[] entries = await database.SortedSetRangeByScoreWithScoresAsync(
            RedisKeys.Unstarted(application), double.NegativeInfinity, latest, Exclude.None, Order.Ascending, skip: 0, limit);
        return entries.Select(entry => (RedisKeys.ReadMember(application, entry.Element), entry.Score));
    }

    private async Task<Reservation> MeetAsync(Notice notice, string? fingerprint)
    {
        RedisValue[] values = await database.StringGetAsync([RedisKeys.Notice(notice.Key), RedisKeys.Progress(notice.Key), RedisKeys.Control(notice.Key)]);
        if (RecordReader.Read(values[0], values[1], values[2]) is not { } record)
        {
            // It expired between the two: the key is free again.
            return await ReserveAsync(notice, fingerprint);
        }

        if (RecordReader.ReadNotice(values[0]).Fingerprint != fingerprint)
        {
            return new(ReservationOutcome.Conflict, record);
        }

        // The first request may have died before its indexes, or long since be done.
        index.Add(record.Notice, record.Progress);
        if (record.Progress.HasEnded)
        {
            index.Started(notice.Key);
        }

        return new(ReservationOutcome.Existing, record);
    }

    // Once per process is enough: the set only grows.
    private Task RememberAsync(string application) =>
        knownApplications.TryAdd(application, true) ? database.SetAddAsync(RedisKeys.Applications, application) : Task.CompletedTask;
}
