namespace NoticeFunctions.Records.Redis;

/// <summary>How much goes into one command or one call, so that nobody else waits long.</summary>
internal static class RedisLimits
{
    /// <summary>Keys that one MGET or MSET names.</summary>
    public const int KeysPerCommand = 1000;

    /// <summary>Commands that one piece of work has under way: everybody's go over one connection.</summary>
    public const int CommandsAtOnce = 250;

    /// <summary>Index entries, or delivery keys, that one page of a list looks at before it gives what it has, with a continuation.</summary>
    public const int ExaminedPerPage = 5000;

    /// <summary>Deliveries of a notice that may stand with its progress in one value, which is written whole at each change.</summary>
    public const int DeliveriesBesideProgress = 10;

    /// <summary>Records read in one round trip.</summary>
    public const int RecordsPerRead = 500;

    /// <summary>Entries of each list that one repair looks at.</summary>
    public const int RepairedPerList = 200;

    /// <summary>Waiting notices of each list that one search for overdue ones looks at.</summary>
    public const int WatchedPerList = 2000;
}
