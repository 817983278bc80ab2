using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>What the activities read and write while a notice lives.</summary>
internal sealed class RedisOccurrences(IDatabaseAsync database, NoticeIndex index, TimeSpan retention, TimeProvider time)
{
    // Longer than the hour it counts, so that it is there to the hour's last moment.
    private static readonly TimeSpan FiringsKept = TimeSpan.FromHours(2);

    /// <inheritdoc cref="INoticeStore.LoadOccurrenceAsync"/>
    public async Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice)
    {
        RedisKey[] sliceKeys = slice is null
            ? []
            : [.. Enumerable.Range(slice.First, slice.Count).Select(recipient => RedisKeys.Delivery(key, occurrence, slice.Channel, recipient))];
        RedisValue[] values = await database.StringGetAsync([RedisKeys.Notice(key), RedisKeys.Progress(key), .. sliceKeys]);
        if (RecordReader.Read(values[0], values[1]) is not { } record)
        {
            return null;
        }

        Task<IReadOnlyList<Delivery>> deliveries = slice is null
            ? ReadAsync(AllKeys(record.Notice, occurrence))
            : Task.FromResult(RecordReader.ReadDeliveries(values.Skip(2)));
        Task<IReadOnlyList<Delivery>> retries = ReadAsync(record.Progress.Retries
            .Where(retry => slice is null || slice.Contains(retry.Channel, retry.RecipientIndex))
            .Select(retry => RedisKeys.Delivery(key, retry.Occurrence, retry.Channel, retry.RecipientIndex)));
        await Task.WhenAll(deliveries, retries);
        return new(record.Notice, record.Progress, await deliveries, await retries);
    }

    /// <inheritdoc cref="INoticeStore.SaveDeliveriesAsync"/>
    public Task SaveDeliveriesAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change)
    {
        List<KeyValuePair<RedisKey, RedisValue>> values = [.. deliveries.Select(delivery => KeyValuePair.Create(KeyOf(notice, delivery), Write(delivery)))];
        List<Task> writes = [];
        if (change is not null)
        {
            writes.AddRange(index.Move(notice, change.Before.Status, change.After.Status));
            values.Add(KeyValuePair.Create(RedisKeys.Progress(notice.Key), Write(change.After)));
        }

        writes.AddRange(values.Chunk(RedisLimits.KeysPerCommand).Select(chunk => database.StringSetAsync(chunk)));
        return Task.WhenAll(writes);
    }

    /// <inheritdoc cref="INoticeStore.CloseOccurrenceAsync"/>
    public Task CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change)
    {
        NoticeProgress after = change.After;
        List<Task> writes = [.. index.Move(notice, change.Before.Status, after.Status)];

        // Outcomes before progress: what was not counted when the line broke is counted by the next run, from the outcomes.
        foreach (Delivery delivery in deliveries)
        {
            Expiration expiry = delivery.IsFinal && delivery.Occurrence <= after.Occurrences ? retention : Expiration.Default;
            writes.Add(database.StringSetAsync(KeyOf(notice, delivery), Write(delivery), expiry));
        }

        writes.Add(database.StringSetAsync(RedisKeys.Progress(notice.Key), Write(after), after.HasEnded ? retention : Expiration.Default));
        if (after.Ended is { } ended)
        {
            writes.Add(database.SortedSetAddAsync(RedisKeys.Ended(notice.Application), RedisKeys.Member(notice.Key), ended.ToUnixTimeMilliseconds(), SortedSetWhen.Always));
            writes.Add(database.KeyExpireAsync(RedisKeys.Notice(notice.Key), retention));
        }

        return Task.WhenAll(writes);
    }

    /// <summary>Deliveries by their keys, in one round trip; those that are not there are left out.</summary>
    public async Task<IReadOnlyList<Delivery>> ReadAsync(IEnumerable<RedisKey> keys)
    {
        RedisValue[][] chunks = await Task.WhenAll(keys.Chunk(RedisLimits.KeysPerCommand).Select(chunk => database.StringGetAsync(chunk)));
        return RecordReader.ReadDeliveries(chunks.SelectMany(values => values));
    }

    /// <inheritdoc cref="INoticeStore.CountFiringAsync"/>
    public async Task<long> CountFiringAsync(NoticeKey key)
    {
        RedisKey counter = RedisKeys.Firings(key, time.GetUtcNow());
        Task<long> count = database.StringIncrementAsync(counter);
        await Task.WhenAll(count, database.KeyExpireAsync(counter, FiringsKept));
        return await count;
    }

    private static IEnumerable<RedisKey> AllKeys(Notice notice, int occurrence) =>
        from channel in notice.Channels
        from recipient in notice.RecipientsOn(channel)
        select RedisKeys.Delivery(notice.Key, occurrence, channel, recipient.Index);

    private static RedisKey KeyOf(Notice notice, Delivery delivery) =>
        RedisKeys.Delivery(notice.Key, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);

    private static RedisValue Write(Delivery delivery) => JsonSerializer.SerializeToUtf8Bytes(delivery, RecordsJson.Compact.Delivery);

    private static RedisValue Write(NoticeProgress progress) => JsonSerializer.SerializeToUtf8Bytes(progress, RecordsJson.Compact.NoticeProgress);
}
