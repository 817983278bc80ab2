using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Asks the server about itself.</summary>
internal sealed class RedisHealth(IConnectionMultiplexer connection, TimeProvider time) : IRecordsHealth
{
    private const string KeepsAll = "noeviction";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<RecordsHealth> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            return await AskAsync().WaitAsync(Patience, time, cancellation);
        }
        catch (Exception fault) when (fault is TimeoutException || RedisCall.IsUnavailability(fault))
        {
            return new(IsHealthy: false, Latency: null, "Redis does not answer.");
        }
        catch (RedisException)
        {
            return new(IsHealthy: false, Latency: null, "Redis answers with an error.");
        }
    }

    private async Task<RecordsHealth> AskAsync()
    {
        IDatabase database = connection.GetDatabase();
        TimeSpan latency = await database.PingAsync();
        RedisResult[] answers = await Task.WhenAll(database.ExecuteAsync("INFO", "memory"), database.ExecuteAsync("INFO", "persistence"));
        return Judge(latency, RedisInfo.Parse(answers[0].ToString()), RedisInfo.Parse(answers[1].ToString()));
    }

    private static RecordsHealth Judge(TimeSpan latency, RedisInfo memory, RedisInfo persistence)
    {
        // Garnet has no such policy: it never evicts.
        if (memory["maxmemory_policy"] is { } policy && policy != KeepsAll)
        {
            string problem = $"Redis may throw records away: its maxmemory-policy is {policy} and must be {KeepsAll} (CONFIG SET maxmemory-policy {KeepsAll}, and in its configuration).";
            return new(IsHealthy: false, latency, problem);
        }

        bool logged = persistence["aof_enabled"] == "1" || persistence["CommittedUntilAddress"] is not null;
        return new(
            IsHealthy: true,
            latency,
            Warning: logged ? null : "Redis keeps no append-only file: what came since its last snapshot is lost when it stops (CONFIG SET appendonly yes).");
    }
}
