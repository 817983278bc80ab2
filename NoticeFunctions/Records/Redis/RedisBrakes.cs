using System.Text.Json;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>The brakes as one hash.</summary>
internal sealed class RedisBrakes(IDatabase database) : IBrakeStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Brake>> ListAsync(CancellationToken cancellation)
    {
        HashEntry[] entries = await RedisCall.Guard(database.HashGetAllAsync(RedisKeys.Brakes), cancellation);
        return [.. entries.Select(entry => JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)entry.Value).Span, RecordsJson.Compact.Brake)!).OrderBy(brake => brake.Target, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public Task PullAsync(Brake brake, CancellationToken cancellation) =>
        RedisCall.Guard(database.HashSetAsync(RedisKeys.Brakes, brake.Target, JsonSerializer.SerializeToUtf8Bytes(brake, RecordsJson.Compact.Brake), When.NotExists), cancellation);

    /// <inheritdoc/>
    public Task ReleaseAsync(string target, CancellationToken cancellation) => RedisCall.Guard(database.HashDeleteAsync(RedisKeys.Brakes, target), cancellation);
}
