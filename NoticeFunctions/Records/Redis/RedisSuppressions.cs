using System.Globalization;
using System.Text.Json;
using NoticeFunctions.Records.Suppressions;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Suppressions as one hash per application.</summary>
internal sealed class RedisSuppressions(IDatabase database) : ISuppressions
{
    /// <inheritdoc/>
    public Task<bool> HasAnyAsync(string application, CancellationToken cancellation) => RedisCall.Guard(database.KeyExistsAsync(RedisKeys.Suppressions(application)), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Suppression?>> FindAsync(string application, IReadOnlyList<SuppressionKey> keys, CancellationToken cancellation)
    {
        RedisKey hash = RedisKeys.Suppressions(application);
        RedisValue[][] values = await RedisCall.Guard(
            Task.WhenAll(keys.Select(key => (RedisValue)key.Field).Chunk(RedisLimits.KeysPerCommand).Select(fields => database.HashGetAsync(hash, fields))), cancellation);
        return [.. keys.Zip(values.SelectMany(some => some), Read)];
    }

    /// <inheritdoc/>
    public Task AddAsync(string application, Suppression suppression, CancellationToken cancellation) => RedisCall.Guard(
        database.HashSetAsync(
            RedisKeys.Suppressions(application),
            suppression.Key.Field,
            JsonSerializer.SerializeToUtf8Bytes(new StoredSuppression(suppression.Reason, suppression.Since), RecordsJson.Compact.StoredSuppression),
            When.NotExists),
        cancellation);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string application, SuppressionKey key, CancellationToken cancellation) =>
        RedisCall.Guard(database.HashDeleteAsync(RedisKeys.Suppressions(application), key.Field), cancellation);

    /// <inheritdoc/>
    public Task<Page<Suppression>> ListAsync(string application, int limit, string? continuation, CancellationToken cancellation) =>
        RedisCall.Guard(ListAsync(application, limit, continuation), cancellation);

    private async Task<Page<Suppression>> ListAsync(string application, int limit, string? continuation)
    {
        string list = $"suppressions {application}";
        string cursor = continuation is null ? "0" : Continuation.Read(list, continuation)[0];
        RedisResult[] scanned = (RedisResult[])(await database.ExecuteAsync(
            "HSCAN", RedisKeys.Suppressions(application), cursor, "COUNT", limit.ToString(CultureInfo.InvariantCulture)))!;
        RedisValue[] pairs = (RedisValue[])scanned[1]!;
        string next = scanned[0].ToString();
        return new(
            [.. pairs.Chunk(2).Select(pair => SuppressionKey.Read(pair[0].ToString()) is { } key ? Read(key, pair[1]) : null).OfType<Suppression>()],
            next == "0" ? null : Continuation.Write(list, next));
    }

    private static Suppression? Read(SuppressionKey key, RedisValue value) =>
        value.IsNull ? null
        : JsonSerializer.Deserialize(((ReadOnlyMemory<byte>)value).Span, RecordsJson.Compact.StoredSuppression) is { } stored ? new Suppression(key, stored.Reason, stored.Since)
        : null;
}
