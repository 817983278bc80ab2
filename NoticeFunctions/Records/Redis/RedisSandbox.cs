using System.Text.Json;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>The sandbox as one list per application.</summary>
internal sealed class RedisSandbox(IDatabase database) : ISandbox
{
    /// <summary>How many messages are kept.</summary>
    public const int Kept = 1000;

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public Task AddAsync(string application, IReadOnlyCollection<SandboxItem> items, CancellationToken cancellation)
    {
        if (items.Count == 0)
        {
            return Task.CompletedTask;
        }

        RedisKey key = RedisKeys.Sandbox(application);
        RedisValue[] values = [.. items.Select(item => (RedisValue)JsonSerializer.SerializeToUtf8Bytes(item, RecordsJson.Compact.SandboxItem))];
        return RedisCall.Guard(
            Task.WhenAll(database.ListLeftPushAsync(key, values), database.ListTrimAsync(key, 0, Kept - 1), database.KeyExpireAsync(key, KeptFor)),
            cancellation);
    }

    /// <inheritdoc/>
    public Task<Page<SandboxItem>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation) =>
        RedisCall.Guard(ListAsync(application, limit, continuation), cancellation);

    private async Task<Page<SandboxItem>> ListAsync(string application, int limit, string? continuation)
    {
        string list = $"sandbox {application}";
        string? last = continuation is null ? null : Continuation.Read(list, continuation)[0];
        List<SandboxItem> items = [];

        // New messages push the others back: what was last on the page before is looked for, not counted to.
        bool found = last is null;
        for (int start = 0; start < Kept && items.Count <= limit; start += limit + 1)
        {
            RedisValue[] values = await database.ListRangeAsync(RedisKeys.Sandbox(application), start, start + limit);
            foreach (SandboxItem item in values.Select(Read))
            {
                if (found)
                {
                    items.Add(item);
                }

                found |= PlaceOf(item) == last;
            }

            if (values.Length <= limit)
            {
                break;
            }
        }

        if (!found)
        {
            throw new InvalidContinuationException();
        }

        return items.Count <= limit
            ? new(items, Continuation: null)
            : new(items[..limit], Continuation.Write(list, PlaceOf(items[limit - 1])));
    }

    private static string PlaceOf(SandboxItem item) => $"{item.DeliveryId} {item.At.UtcTicks}";

    private static SandboxItem Read(RedisValue value) =>
        JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, RecordsJson.Compact.SandboxItem)!;
}
