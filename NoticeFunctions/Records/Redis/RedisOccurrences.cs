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
        (NoticeRecord? found, IReadOnlyList<Delivery> all) = RecordReader.ReadWhole(values[0], values[1]);
        if (found is not { } record)
        {
            return null;
        }

        IEnumerable<Delivery> beside = all
            .Where(delivery => delivery.Occurrence == occurrence && (slice is null || slice.Contains(delivery.Channel, delivery.RecipientIndex)));
        Task<IReadOnlyList<Delivery>> deliveries = slice is null
            ? ReadAsync(AllKeys(record.Notice, occurrence))
            : Task.FromResult(RecordReader.ReadDeliveries(values.Skip(2)));
        Task<IReadOnlyList<Delivery>> retries = ReadAsync(record.Progress.Retries
            .Where(retry => slice is null || slice.Contains(retry.Channel, retry.RecipientIndex))
            .Select(retry => RedisKeys.Delivery(key, retry.Occurrence, retry.Channel, retry.RecipientIndex)));
        await Task.WhenAll(deliveries, retries);
        return new(record.Notice, record.Progress, Merge(await deliveries, beside), await retries);
    }

    /// <inheritdoc cref="INoticeStore.SaveDeliveriesAsync"/>
    public async Task SaveDeliveriesAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change)
    {
        if (change is not null && HaveOneKey(notice, change))
        {
            await database.StringSetAsync(RedisKeys.Progress(notice.Key), RecordReader.WriteProgress(change.After, Merge(deliveries, change.Known ?? [])));
        }
        else
        {
            List<KeyValuePair<RedisKey, RedisValue>> values = [.. deliveries.Select(delivery => KeyValuePair.Create(KeyOf(notice, delivery), Write(delivery)))];
            if (change is not null)
            {
                values.Add(KeyValuePair.Create(RedisKeys.Progress(notice.Key), RecordReader.WriteProgress(change.After)));
            }

            await Task.WhenAll(values.Chunk(RedisLimits.KeysPerCommand).Select(chunk => database.StringSetAsync(chunk)));
        }

        if (change is not null)
        {
            index.Move(notice, change.Before.Status, change.After);
        }
    }

    /// <inheritdoc cref="INoticeStore.CloseOccurrenceAsync"/>
    public async Task CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change)
    {
        NoticeProgress after = change.After;
        IReadOnlyList<Delivery>? together = HaveOneKey(notice, change) ? Merge(deliveries, change.Known ?? []) : null;
        IReadOnlyList<Delivery>? beside = after.HasEnded ? together : null;
        List<Task> writes = [];

        // Outcomes before progress: what was not counted when the line broke is counted by the next run, from the outcomes.
        foreach (Delivery delivery in beside is null ? together ?? deliveries : [])
        {
            Expiration expiry = delivery.IsFinal && delivery.Occurrence <= after.Occurrences ? retention : Expiration.Default;
            writes.Add(database.StringSetAsync(KeyOf(notice, delivery), Write(delivery), expiry));
        }

        writes.Add(database.StringSetAsync(RedisKeys.Progress(notice.Key), RecordReader.WriteProgress(after, beside), after.HasEnded ? retention : Expiration.Default));
        if (after.HasEnded)
        {
            writes.Add(database.KeyExpireAsync(RedisKeys.Notice(notice.Key), retention));
        }

        await Task.WhenAll(writes);
        index.Move(notice, change.Before.Status, after);
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

    /// <summary>
    /// Whether the deliveries stand with the progress, in one value that is written as one: as long as the first occurrence is not closed, and for good if its
    /// closing ends the notice. Only where one activity carries all of it, or two would write over each other, and where they are few.
    /// </summary>
    private static bool HaveOneKey(Notice notice, ProgressChange change) =>
        change.Before.Occurrences == 0 && notice.Channels is [not Channel.WebSocket] && notice.To.Count <= RedisLimits.DeliveriesBesideProgress;

    /// <summary>Deliveries, and those others that are not among them.</summary>
    private static IReadOnlyList<Delivery> Merge(IReadOnlyCollection<Delivery> deliveries, IEnumerable<Delivery> others) =>
        [.. deliveries, .. others.Where(other => !deliveries.Any(delivery => IsSame(delivery, other)))];

    private static bool IsSame(Delivery one, Delivery other) =>
        (one.Occurrence, one.Channel, one.RecipientIndex) == (other.Occurrence, other.Channel, other.RecipientIndex);

    private static IEnumerable<RedisKey> AllKeys(Notice notice, int occurrence) =>
        from channel in notice.Channels
        from recipient in notice.RecipientsOn(channel)
        select RedisKeys.Delivery(notice.Key, occurrence, channel, recipient.Index);

    private static RedisKey KeyOf(Notice notice, Delivery delivery) =>
        RedisKeys.Delivery(notice.Key, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);

    private static RedisValue Write(Delivery delivery) => JsonSerializer.SerializeToUtf8Bytes(delivery, RecordsJson.Compact.Delivery);
}
