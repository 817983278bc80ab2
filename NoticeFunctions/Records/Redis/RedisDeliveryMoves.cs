using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>News about deliveries: each is taken once, under the condition that the delivery is still what it was when the news was weighed.</summary>
internal sealed class RedisDeliveryMoves(IDatabase database, TimeSpan retention, TimeProvider time)
{
    // A cycle that goes on is heard of with each occurrence; none has a longer period than a year.
    private static readonly TimeSpan KeptWhileOpen = TimeSpan.FromDays(400);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private const int Pauses = 10;

    /// <inheritdoc cref="INoticeStore.MoveDeliveryAsync"/>
    public async Task<DeliveryMove> MoveAsync(string application, DeliveryId id, DeliveryStatus status, string? reason)
    {
        NoticeKey key = new(application, id.NoticeId);
        RedisKey own = RedisKeys.Delivery(key, id.Occurrence, id.Channel, id.RecipientIndex);
        for (int waited = 0; ;)
        {
            Read read = new(await database.StringGetAsync([RedisKeys.Progress(key), own, RedisKeys.Heard(key)]));
            StoredProgress? progress = read.Progress.IsNull ? null : RecordReader.ReadProgress(read.Progress);
            Delivery? delivery = read.Own.IsNull ? progress?.Deliveries?.FirstOrDefault(one => DeliveryId.Of(one) == id) : RecordReader.ReadDeliveries([read.Own]).First();
            if (progress is null || delivery is null)
            {
                return DeliveryMove.Unknown;
            }

            // Being closed takes milliseconds, unless other parts of the occurrence are slow: then their closing will count this as it finds it.
            bool isCounted = delivery.Occurrence <= progress.Progress.Occurrences;
            if ((!delivery.IsFinal || !isCounted) && waited++ < Pauses)
            {
                await Task.Delay(Pause, time);
                continue;
            }

            if (!delivery.IsFinal)
            {
                return DeliveryMove.TooEarly;
            }

            if (!delivery.MayBecome(status))
            {
                return DeliveryMove.Unchanged;
            }

            if (await TryAsync(key, read, progress, delivery, delivery with { Status = status, Reason = reason }, isCounted))
            {
                return DeliveryMove.Moved;
            }
        }
    }

    private async Task<bool> TryAsync(NoticeKey key, Read read, StoredProgress progress, Delivery before, Delivery after, bool isCounted)
    {
        ITransaction transaction = database.CreateTransaction();
        RedisKey own = RedisKeys.Delivery(key, before.Occurrence, before.Channel, before.RecipientIndex);
        List<Task> writes = [];
        if (read.Own.IsNull)
        {
            // It stands with the progress of a notice that has ended, or of one that is controlled at this moment.
            IReadOnlyList<Delivery> deliveries = [.. progress.Deliveries!.Select(one => one == before ? after : one)];
            transaction.AddCondition(Condition.StringEqual(RedisKeys.Progress(key), read.Progress));
            writes.Add(transaction.StringSetAsync(RedisKeys.Progress(key), RecordReader.WriteProgress(progress.Progress, deliveries), Expiration.KeepTtl));
        }
        else
        {
            transaction.AddCondition(Condition.StringEqual(own, read.Own));
            writes.Add(transaction.StringSetAsync(own, JsonSerializer.SerializeToUtf8Bytes(after, RecordsJson.Compact.Delivery), Expiration.KeepTtl));
        }

        if (isCounted)
        {
            RedisKey heard = RedisKeys.Heard(key);
            transaction.AddCondition(read.Heard.IsNull ? Condition.KeyNotExists(heard) : Condition.StringEqual(heard, read.Heard));
            HeardCounts counts = (RecordReader.ReadHeard(read.Heard) ?? HeardCounts.None).Move(before.Channel, before.Status, after.Status);
            writes.Add(transaction.StringSetAsync(
                heard, JsonSerializer.SerializeToUtf8Bytes(counts, RecordsJson.Compact.HeardCounts), progress.Progress.HasEnded ? retention : KeptWhileOpen));
        }

        if (!await transaction.ExecuteAsync())
        {
            return false;
        }

        await Task.WhenAll(writes);
        return true;
    }

    private sealed record Read(RedisValue Progress, RedisValue Own, RedisValue Heard)
    {
        public Read(RedisValue[] values)
            : this(values[0], values[1], values[2])
        {
        }
    }
}
