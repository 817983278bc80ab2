using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Waits for the store, and says in the records' own words when it can't be had.</summary>
internal static class RedisCall
{
    private const string Unavailable = "The records' store (setting Redis) does not answer, or does not take writes now.";

    // What a server answers when it will do again later: starting up, failing over, out of memory, its disk full.
    private static readonly string[] Passing = ["LOADING", "MISCONF", "OOM", "READONLY", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS", "TRYAGAIN", "BUSY"];

    /// <summary>The result, unless the store is away or the caller gives up. Giving up leaves the commands to finish by themselves.</summary>
    /// <exception cref="RecordsUnavailableException">The store is away.</exception>
    public static async Task<T> Guard<T>(Task<T> work, CancellationToken cancellation)
    {
        try
        {
            return await work.WaitAsync(cancellation);
        }
        catch (Exception fault) when (IsUnavailability(fault))
        {
            throw new RecordsUnavailableException(Unavailable, fault);
        }
    }

    /// <inheritdoc cref="Guard{T}"/>
    public static async Task Guard(Task work, CancellationToken cancellation)
    {
        try
        {
            await work.WaitAsync(cancellation);
        }
        catch (Exception fault) when (IsUnavailability(fault))
        {
            throw new RecordsUnavailableException(Unavailable, fault);
        }
    }

    /// <summary>Whether another try may do.</summary>
    public static bool IsUnavailability(Exception fault) => fault switch
    {
        RedisConnectionException or RedisTimeoutException or ObjectDisposedException => true,
        RedisServerException server => Passing.Any(word => server.Message.StartsWith(word, StringComparison.Ordinal)),
        _ => false,
    };
}
