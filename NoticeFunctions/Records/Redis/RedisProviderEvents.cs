using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NoticeFunctions.Records.Events;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Providers' events: a key for each that was taken, and a sorted set per application of those that came early.</summary>
internal sealed class RedisProviderEvents(IDatabase database) : IProviderEvents
{
    // Providers give up after a day or two.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(3);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<bool>> AreTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation) =>
        [.. (await RedisCall.Guard(Task.WhenAll(events.Select(one => database.StringGetAsync(KeyOf(one)))), cancellation)).Select(value => !value.IsNull)];

    /// <inheritdoc/>
    public Task MarkTakenAsync(IReadOnlyList<ProviderEvent> events, CancellationToken cancellation) =>
        RedisCall.Guard(Task.WhenAll(events.Select(one => database.StringSetAsync(KeyOf(one), "1", Remembered))), cancellation);

    /// <inheritdoc/>
    public Task KeepEarlyAsync(IReadOnlyList<EarlyEvent> events, DateTimeOffset now, CancellationToken cancellation) => RedisCall.Guard(
        Task.WhenAll(events.Select(one => database.SortedSetAddAsync(RedisKeys.EarlyEvents(one.Event.Application), Write(one), now.ToUnixTimeMilliseconds()))), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<EarlyEvent>> ListEarlyAsync(int limit, CancellationToken cancellation)
    {
        RedisValue[] applications = await RedisCall.Guard(database.SetMembersAsync(RedisKeys.Applications), cancellation);
        RedisValue[][] waiting = await RedisCall.Guard(
            Task.WhenAll(applications.Select(application => database.SortedSetRangeByRankAsync(RedisKeys.EarlyEvents(application.ToString()), 0, limit - 1))), cancellation);
        return [.. waiting.SelectMany(some => some).Select(value => JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, RecordsJson.Compact.EarlyEvent)!)];
    }

    /// <inheritdoc/>
    public Task RemoveEarlyAsync(IReadOnlyList<EarlyEvent> events, CancellationToken cancellation) =>
        RedisCall.Guard(Task.WhenAll(events.Select(one => database.SortedSetRemoveAsync(RedisKeys.EarlyEvents(one.Event.Application), Write(one)))), cancellation);

    private static RedisValue Write(EarlyEvent one) => JsonSerializer.SerializeToUtf8Bytes(one, RecordsJson.Compact.EarlyEvent);

    private static RedisKey KeyOf(ProviderEvent one) => RedisKeys.Event(one.Application, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(one.Id)).AsSpan(0, 15)));
}
