using System.Text.Json;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Events;

/// <summary>Waiting events as one list.</summary>
internal sealed class RedisWaitingEvents(IDatabase database) : IWaitingEvents
{
    private static readonly RedisKey List = "waiting-events";

    /// <inheritdoc/>
    public Task KeepAsync(IReadOnlyList<NoticeEvent> events, CancellationToken cancellation)
    {
        RedisValue[] values = [.. events.Select(told => (RedisValue)JsonSerializer.SerializeToUtf8Bytes(told, EventJson.Default.NoticeEvent))];
        return RedisCall.Guard(database.ListRightPushAsync(List, values), cancellation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<NoticeEvent>> PeekAsync(int count, CancellationToken cancellation) =>
        [.. (await RedisCall.Guard(database.ListRangeAsync(List, 0, count - 1), cancellation)).Select(value => JsonSerializer.Deserialize((byte[])value!, EventJson.Default.NoticeEvent)!)];

    /// <inheritdoc/>
    public Task DropAsync(int count, CancellationToken cancellation) => RedisCall.Guard(database.ListTrimAsync(List, count, -1), cancellation);
}
