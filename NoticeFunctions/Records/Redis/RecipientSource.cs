using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Reads one address's entries out of its bucket, which is ordered by bytes: an address's entries stand together, by creation.</summary>
/// <param name="database">Where it is.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="hash">The address's hash.</param>
/// <param name="from">Unix milliseconds of the oldest creation that matters.</param>
internal sealed class RecipientSource(IDatabaseAsync database, RedisKey bucket, byte[] hash, long from) : IIndexSource
{
    /// <inheritdoc/>
    public async Task<IndexPage> ReadAsync(ListPosition after, int take)
    {
        RedisValue[] found = await database.SortedSetRangeByValueAsync(
            bucket,
            IndexEntry.RecipientPlace(hash, new(from, "")),
            IndexEntry.RecipientPlace(hash, after),
            Exclude.Stop,
            Order.Descending,
            skip: 0,
            take);
        return new([.. found.Select(member => IndexEntry.ReadRecipient(bucket, member))], found.Length == take);
    }
}
