using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Limits;

/// <summary>Counts in Redis, a number for each minute, which is gone soon after.</summary>
internal sealed class RedisMinuteCounter(IDatabase database) : IMinuteCounter
{
    /// <inheritdoc/>
    public Task<long> AddAsync(string application, Minute minute, int count, TimeSpan ahead = default)
    {
        RedisKey key = LimitKeys.Notices(application, minute.Number);
        Task<long> total = database.StringIncrementAsync(key, count);
        _ = database.KeyExpireAsync(key, Minute.Kept + ahead, CommandFlags.FireAndForget);
        return RedisCall.Guard(total, CancellationToken.None);
    }
}
