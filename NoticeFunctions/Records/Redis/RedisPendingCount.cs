using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>How many notices have not ended: as many as stand in the lists of those.</summary>
internal sealed class RedisPendingCount(IDatabaseAsync database, IndexWriter writer)
{
    /// <inheritdoc cref="INoticeStore.CountPendingAsync"/>
    public async Task<long> CountAsync(string application, bool exactly)
    {
        if (exactly)
        {
            await writer.FlushAsync();
        }

        long[] lengths = await Task.WhenAll(StatusLists.Pending.Select(list => database.SortedSetLengthAsync(RedisKeys.Status(application, list))));
        return lengths.Sum();
    }
}
