using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>What the activities read and write while a notice lives.</summary>
internal sealed class RedisOccurrences(IDatabaseAsync database, LargeNotices large, NoticeIndex index, TimeSpan retention, TimeProvider time)
{
    // Longer than the hour it counts, so that it is there to the hour's last moment.
    private static readonly TimeSpan FiringsKept = TimeSpan.FromHours(2);

    // For what no closing takes away.
    private static readonly TimeSpan UnderwayKept = TimeSpan.FromDays(1);

    /// <inheritdoc cref="INoticeStore.LoadOccurrenceAsync"/>
    public async Task<OccurrenceState?> LoadOccurrenceAsync(NoticeKey key, int occurrence, RecipientSlice? slice)
    {
        RedisKey[] sliceKeys = slice is null
            ? []
            : [.. Enumerable.Range(slice.First, slice.Count).Select(recipient => RedisKeys.Delivery(key, occurrence, slice.Channel, recipient))];
        (Notice? notice, RedisValue[] values) = await large.ReadAsync(database, key, [RedisKeys.Progress(key), RedisKeys.Control(key), .. sliceKeys]);
        if (notice is null)
        {
            return null;
        }

        (NoticeRecord record, IReadOnlyList<Delivery> all) = RecordReader.ReadWhole(notice, values[0], values[1]);

        IReadOnlyList<Delivery> beside = [.. all
            .Where(delivery => delivery.Occurrence == occurrence && (slice is null || slice.Contains(delivery.Channel, delivery.RecipientIndex)))];
        Task<IReadOnlyList<Delivery>> deliveries = slice is null
            ? ReadAsync(AllKeys(record.Notice, occurrence), inOutline: record.Notice.IsLarge)
            : Task.FromResult<IReadOnlyList<Delivery>>([.. RecordReader.ReadDeliveries(values.Skip(2).Take(sliceKeys.Length))]);
        Task<IReadOnlyList<Delivery>> retries = ReadAsync(record.Recorded.Retries
            .Where(retry => slice is null || slice.Contains(retry.Channel, retry.RecipientIndex))
            .Select(retry => RedisKeys.Delivery(key, retry.Occurrence, retry.Channel, retry.RecipientIndex)));
        await Task.WhenAll(deliveries, retries);
        return new(record.Notice, record.Progress, beside.Count == 0 ? await deliveries : Merge(await deliveries, beside), await retries) { Control = record.Control, Recorded = record.Recorded, IsFresh = values[0].IsNull };
    }

    /// <inheritdoc cref="INoticeStore.BeginAsync"/>
    public async Task<bool> BeginAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, NoticeProgress? delivering)
    {
        Notice notice = state.Notice;
        ProgressChange? change = delivering is null ? null : new(state.Recorded, delivering, state.Deliveries);
        if (!state.IsFresh)
        {
            return await SaveAndLookAsync(state, deliveries, change);
        }

        // The first progress: a withdrawal and a control write one too, and only one can be the first.
        bool together = HaveOneKey(notice, new(state.Recorded, state.Recorded));
        NoticeProgress first = delivering ?? state.Recorded with { Status = NoticeStatus.Delivering, Updated = time.GetUtcNow() };
        RedisValue value = RecordReader.WriteProgress(first, together ? Merge(deliveries, state.Deliveries) : null);
        if (!await database.StringSetAsync(RedisKeys.Progress(notice.Key), value, Expiration.Default, ValueCondition.NotExists) && (together || !await HaveOthersBegunAsync(state)))
        {
            return false;
        }

        if (!together)
        {
            await SaveDeliveriesAsync(notice, deliveries, change: null);
        }

        index.Move(notice, state.Recorded.Status, first);
        return true;
    }

    /// <inheritdoc cref="INoticeStore.AdvanceAsync"/>
    public Task<bool> AdvanceAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries)
    {
        // Where they stand with the progress they are written with it, all of them.
        ProgressChange same = new(state.Recorded, state.Recorded, state.Deliveries);
        return SaveAndLookAsync(state, deliveries, HaveOneKey(state.Notice, same) ? same : null);
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

            await Task.WhenAll([.. values.Chunk(RedisLimits.KeysPerCommand).Select(chunk => database.StringSetAsync(chunk)), .. CountUnderway(notice, deliveries)]);
        }

        if (change is not null)
        {
            index.Move(notice, change.Before.Status, change.After);
        }
    }

    /// <inheritdoc cref="INoticeStore.CloseOccurrenceAsync"/>
    public async Task<bool> CloseOccurrenceAsync(Notice notice, IReadOnlyCollection<Delivery> deliveries, ProgressChange change)
    {
        NoticeProgress after = change.After;
        RedisKey progress = RedisKeys.Progress(notice.Key);
        Expiration kept = after.HasEnded ? retention : Expiration.Default;
        if (change.IsFirst && !await database.StringSetAsync(progress, RecordReader.WriteProgress(after), kept, ValueCondition.NotExists))
        {
            return false;
        }

        IReadOnlyList<Delivery>? together = HaveOneKey(notice, change) ? Merge(deliveries, change.Known ?? []) : null;
        IReadOnlyList<Delivery>? beside = after.HasEnded ? together : null;
        List<Task> writes = [];
        HashSet<Delivery>? unchanged = together is null && change.Known is { Count: > 0 } known ? new(known, ReferenceEqualityComparer.Instance) : null;

        // Outcomes before progress: what was not counted when the line broke is counted by the next run, from the outcomes.
        foreach (Delivery delivery in beside is null ? together ?? deliveries : [])
        {
            bool expires = delivery.IsFinal && delivery.Occurrence <= after.Occurrences;
            if (unchanged?.Contains(delivery) == true)
            {
                // As it stands in the ledger, where news of it may have come meanwhile: not to be written over. But what stood with the progress of a notice that goes on after its end comes there now.
                writes.AddRange(FitsOneKey(notice) ? [database.StringSetAsync(KeyOf(notice, delivery), Write(delivery), Expiration.Default, ValueCondition.NotExists)] : []);
                writes.Add(expires ? database.KeyExpireAsync(KeyOf(notice, delivery), retention) : database.KeyPersistAsync(KeyOf(notice, delivery)));
            }
            else
            {
                writes.Add(database.StringSetAsync(KeyOf(notice, delivery), Write(delivery), expires ? retention : Expiration.Default));
            }

            if (writes.Count >= RedisLimits.CommandsAtOnce)
            {
                await Task.WhenAll(writes);
                writes.Clear();
            }
        }

        if (!change.IsFirst)
        {
            writes.Add(database.StringSetAsync(progress, RecordReader.WriteProgress(after, beside), kept));
        }

        if (after.HasEnded)
        {
            writes.Add(database.KeyExpireAsync(RedisKeys.Notice(notice.Key), retention));
        }

        if (notice.IsLarge)
        {
            writes.Add(database.KeyDeleteAsync(RedisKeys.Underway(notice.Key)));
        }

        Task<RedisValue>? control = null;
        if (change.IsWatched)
        {
            writes.AddRange(WriteWatched(notice.Key, change));
            control = database.StringGetAsync(RedisKeys.Control(notice.Key));
        }

        await Task.WhenAll(writes);
        index.Move(notice, change.Before.Status, after.Under(change.Control));
        if (change.Control is { } followed && followed.Version == after.Control)
        {
            index.Followed(notice.Key);
        }

        return control is null || (RecordReader.ReadControl(await control)?.Version ?? 0) == (change.Control?.Version ?? 0);
    }

    private IEnumerable<Task> WriteWatched(NoticeKey key, ProgressChange change)
    {
        foreach (Task write in change.Entry is { } entry ? RedisLog.AddAsync(database, key, entry) : [])
        {
            yield return write;
        }

        // One that had ended and goes on after all, because a control came first, is kept for good again.
        foreach (Task write in change.After.HasEnded ? RedisControls.ExpireAsync(database, key, retention)
            : change.Control is not null ? [database.KeyPersistAsync(RedisKeys.Notice(key)), database.KeyPersistAsync(RedisKeys.Control(key)), database.KeyPersistAsync(RedisKeys.Log(key))]
            : [])
        {
            yield return write;
        }
    }

    private Task[] CountUnderway(Notice notice, IReadOnlyCollection<Delivery> deliveries) =>
        notice.IsLarge && deliveries.Count(delivery => delivery.IsFinal) is > 0 and int ended
            ? [database.StringIncrementAsync(RedisKeys.Underway(notice.Key), ended), database.KeyExpireAsync(RedisKeys.Underway(notice.Key), UnderwayKept)]
            : [];

    private async Task<bool> SaveAndLookAsync(OccurrenceState state, IReadOnlyCollection<Delivery> deliveries, ProgressChange? change)
    {
        // In this order: a control that this doesn't see finds the deliveries in flight.
        Task written = SaveDeliveriesAsync(state.Notice, deliveries, change);
        Task<RedisValue> control = database.StringGetAsync(RedisKeys.Control(state.Notice.Key));
        await written;
        return (RecordReader.ReadControl(await control)?.Version ?? 0) == (state.Control?.Version ?? 0);
    }

    // Another part of the same firing may have written the first progress; a withdrawal has ended the notice, and a control has a version.
    private async Task<bool> HaveOthersBegunAsync(OccurrenceState state)
    {
        RedisValue[] values = await database.StringGetAsync([RedisKeys.Progress(state.Notice.Key), RedisKeys.Control(state.Notice.Key)]);
        return values[1].IsNull && !values[0].IsNull && RecordReader.ReadProgress(values[0]).Progress is { HasEnded: false };
    }

    /// <summary>Deliveries by their keys; those that are not there are left out. One round trip for each thousand: what many thousand are written in is not to be in memory at once.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="inOutline">Whether of those that have an outcome an outline is enough.</param>
    public async Task<IReadOnlyList<Delivery>> ReadAsync(IEnumerable<RedisKey> keys, bool inOutline = false)
    {
        List<Delivery> deliveries = [];
        Delivery? before = null;
        foreach (RedisKey[] chunk in keys.Chunk(RedisLimits.KeysPerCommand))
        {
            foreach (Delivery delivery in RecordReader.ReadDeliveries(await database.StringGetAsync(chunk)))
            {
                deliveries.Add(inOutline && delivery.IsFinal ? before = delivery.Outline(before) : delivery);
            }
        }

        return deliveries;
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
    private static bool HaveOneKey(Notice notice, ProgressChange change) => change.Before.Occurrences == 0 && FitsOneKey(notice);

    private static bool FitsOneKey(Notice notice) => notice.Channels is [not Channel.WebSocket] && notice.To.Count <= RedisLimits.DeliveriesBesideProgress;

    /// <summary>Deliveries, and those others that are not among them.</summary>
    private static IReadOnlyList<Delivery> Merge(IReadOnlyCollection<Delivery> deliveries, IEnumerable<Delivery> others) =>
        [.. deliveries.Concat(others).DistinctBy(delivery => delivery.Place)];

    private static IEnumerable<RedisKey> AllKeys(Notice notice, int occurrence) =>
        notice.PlacesOf(step: null).Select(place => RedisKeys.Delivery(notice.Key, occurrence, place.Channel, place.Index));

    private static RedisKey KeyOf(Notice notice, Delivery delivery) =>
        RedisKeys.Delivery(notice.Key, delivery.Occurrence, delivery.Channel, delivery.RecipientIndex);

    private static RedisValue Write(Delivery delivery) => delivery.IsOutline
        ? throw new InvalidOperationException($"Of delivery {delivery.Id} there is an outline only, which is not to be written over it.")
        : JsonSerializer.SerializeToUtf8Bytes(delivery, RecordsJson.Compact.Delivery);
}
