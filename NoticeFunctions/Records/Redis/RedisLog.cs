using System.Text.Json;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>A notice's log as a list.</summary>
internal sealed class RedisLog(IDatabaseAsync database, RecordReader records)
{
    /// <summary>How many lines are kept.</summary>
    public const int Kept = 1000;

    /// <inheritdoc cref="INoticeStore.GetLogAsync"/>
    public async Task<Page<LogEntry>?> GetLogAsync(NoticeKey key, int limit, string? continuation)
    {
        Task<RedisValue[]> lines = database.ListRangeAsync(RedisKeys.Log(key));
        return await records.ReadAsync(key) is { } record ? LogPage.Of(record, [.. (await lines).Select(Read)], limit, continuation) : null;
    }

    /// <summary>Adds a line, and lets the oldest go.</summary>
    public static Task[] AddAsync(IDatabaseAsync database, NoticeKey key, LogEntry entry) =>
        [database.ListRightPushAsync(RedisKeys.Log(key), Write(entry)), database.ListTrimAsync(RedisKeys.Log(key), -Kept, -1)];

    /// <summary>A line as it stands in the list.</summary>
    public static RedisValue Write(LogEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, RecordsJson.Compact.LogEntry);

    private static LogEntry Read(RedisValue value) => JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, RecordsJson.Compact.LogEntry)!;
}
