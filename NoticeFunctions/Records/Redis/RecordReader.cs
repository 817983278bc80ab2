using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Reads notices with their progress.</summary>
internal sealed class RecordReader(IDatabaseAsync database, LargeNotices large)
{
    /// <summary>One notice, or null.</summary>
    public async Task<NoticeRecord?> ReadAsync(NoticeKey key)
    {
        // Who watches a notice to thousands asks again and again.
        (Notice? notice, RedisValue[] values) = await large.ReadAsync(
            database, key, [RedisKeys.Progress(key), RedisKeys.Control(key), RedisKeys.Heard(key), RedisKeys.Underway(key)]);
        return notice is null ? null : ReadWhole(notice, values[0], values[1], values[2]).Record with { Underway = values[3].IsNull ? 0 : (long)values[3] };
    }

    /// <summary>One notice, or null, and the deliveries that stand with its progress.</summary>
    public async Task<(NoticeRecord? Record, IReadOnlyList<Delivery> Deliveries)> ReadWithDeliveriesAsync(NoticeKey key)
    {
        RedisValue[] values = await database.StringGetAsync([RedisKeys.Notice(key), RedisKeys.Progress(key), RedisKeys.Control(key)]);
        return ReadWhole(values[0], values[1], values[2]);
    }

    /// <summary>Many notices in one round trip, null for those that are gone.</summary>
    public Task<NoticeRecord?[]> ReadAsync(IEnumerable<NoticeKey> keys) => Task.WhenAll(keys.Select(ReadAsync));

    /// <summary>What the values under a notice's three keys say.</summary>
    public static NoticeRecord? Read(RedisValue notice, RedisValue progress, RedisValue control) => ReadWhole(notice, progress, control).Record;

    /// <summary>The same, and the deliveries that stand with the progress.</summary>
    public static (NoticeRecord? Record, IReadOnlyList<Delivery> Deliveries) ReadWhole(RedisValue notice, RedisValue progress, RedisValue control, RedisValue heard = default)
    {
        if (notice.IsNull)
        {
            return (null, []);
        }

        return ReadWhole(ReadNotice(notice).Notice, progress, control, heard);
    }

    /// <summary>The same of a notice that is known.</summary>
    public static (NoticeRecord Record, IReadOnlyList<Delivery> Deliveries) ReadWhole(Notice stored, RedisValue progress, RedisValue control, RedisValue heard = default)
    {
        StoredProgress? kept = progress.IsNull ? null : ReadProgress(progress);
        return (NoticeRecord.Of(stored, kept?.Progress ?? NoticeProgress.Of(stored), ReadControl(control), ReadHeard(heard)), kept?.Deliveries ?? []);
    }

    /// <summary>What goes under a progress' key.</summary>
    /// <param name="progress">The progress.</param>
    /// <param name="deliveries">The deliveries that stand with it, if any.</param>
    public static RedisValue WriteProgress(NoticeProgress progress, IReadOnlyList<Delivery>? deliveries = null) =>
        JsonSerializer.SerializeToUtf8Bytes(new StoredProgress(progress, deliveries), RecordsJson.Compact.StoredProgress);

    /// <summary>What stands under a notice's key.</summary>
    public static StoredNotice ReadNotice(RedisValue value) => JsonSerializer.Deserialize(Bytes(value), RecordsJson.Compact.StoredNotice)!;

    /// <summary>What stands under a control's key; null where nothing does.</summary>
    public static NoticeControl? ReadControl(RedisValue value) => value.IsNull ? null : JsonSerializer.Deserialize(Bytes(value), RecordsJson.Compact.NoticeControl);

    /// <summary>What was heard of a notice's deliveries; null where nothing was.</summary>
    public static HeardCounts? ReadHeard(RedisValue value) => value.IsNull ? null : JsonSerializer.Deserialize(Bytes(value), RecordsJson.Compact.HeardCounts);

    /// <summary>What goes under a control's key.</summary>
    public static RedisValue WriteControl(NoticeControl control) => JsonSerializer.SerializeToUtf8Bytes(control, RecordsJson.Compact.NoticeControl);

    /// <summary>The deliveries among the values, in their order.</summary>
    public static IEnumerable<Delivery> ReadDeliveries(IEnumerable<RedisValue> values) =>
        values.Where(value => !value.IsNull).Select(value => JsonSerializer.Deserialize(Bytes(value), RecordsJson.Compact.Delivery)!);

    /// <summary>What stands under a progress' key.</summary>
    public static StoredProgress ReadProgress(RedisValue value) => JsonSerializer.Deserialize(Bytes(value), RecordsJson.Compact.StoredProgress)!;

    private static ReadOnlySpan<byte> Bytes(RedisValue value) => ((ReadOnlyMemory<byte>)value).Span;
}
