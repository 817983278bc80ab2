using StackExchange.Redis;

namespace NoticeFunctions.Applications.Signing;

/// <summary>The keys of a kind as they were read.</summary>
/// <param name="Stored">What stood in Redis, byte for byte: a change names it.</param>
/// <param name="Read">What that says.</param>
/// <param name="Keys">Those that could be opened, oldest first.</param>
/// <param name="ReadAt">When, as a timestamp of the time provider.</param>
internal sealed record OpenedKeys(RedisValue Stored, StoredKeys Read, IReadOnlyList<PlatformKey> Keys, long ReadAt)
{
    /// <summary>The key in use: the latest that has come into use.</summary>
    public PlatformKey? Current(DateTimeOffset now) => Keys.LastOrDefault(key => key.ActiveFrom <= now);

    /// <summary>Whether another one has to be made: there is none in use, or the latest of all has been in use for long enough.</summary>
    public bool NeedsAnother(DateTimeOffset now, TimeSpan keyAge) => Current(now) is null || Keys[^1].ActiveFrom + keyAge <= now;

    /// <summary>The key of that name, as long as it is good.</summary>
    public PlatformKey? Find(string id, DateTimeOffset now) => Good(now).FirstOrDefault(key => key.Id == id);

    /// <summary>Those that are good: the one in use, those that will be, and those whose successor has not been in use for long.</summary>
    public IEnumerable<PlatformKey> Good(DateTimeOffset now) =>
        Keys.Where((_, place) => place == Keys.Count - 1 || Keys[place + 1].ActiveFrom + KeyRing.Overlap > now);

    /// <summary>Whether that key is good.</summary>
    public bool IsGood(string id, DateTimeOffset now) => Find(id, now) is not null;
}
