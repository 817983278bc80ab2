using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Lists notices: one index gives the order and what it can tell by itself, the records decide the rest.</summary>
internal sealed class RedisNoticeList(IDatabaseAsync database, RecordReader records, IndexWriter writer, AddressHasher addresses)
{
    /// <inheritdoc cref="INoticeStore.ListAsync"/>
    public async Task<Page<NoticeRecord>> ListAsync(string application, NoticeFilter filter, int limit, string? continuation)
    {
        ListPosition position = ListPosition.Start(application, filter, continuation);
        await writer.FlushAsync();
        IIndexSource source = await ChooseSourceAsync(application, filter);
        List<NoticeRecord> items = [];
        int take = limit + 1;
        for (int examined = 0; examined < RedisLimits.ExaminedPerPage; examined += take, take = Math.Min(take * 2, RedisLimits.RecordsPerRead))
        {
            IndexPage page = await source.ReadAsync(position, take);
            List<IndexEntry> candidates = [.. page.Entries.Where(entry => filter.Channel is not { } channel || entry.Has(channel))];
            NoticeRecord?[] found = await records.ReadAsync(candidates.Select(entry => new NoticeKey(application, entry.Position.Id)));
            Forget(candidates.Where((_, place) => found[place] is null));

            foreach (NoticeRecord record in found.OfType<NoticeRecord>().Where(record => Holds(filter, record)))
            {
                if (items.Count == limit)
                {
                    return new(items, ListPosition.Of(items[^1].Notice).ToContinuation(application, filter));
                }

                items.Add(record);
            }

            if (!page.More)
            {
                return new(items, Continuation: null);
            }

            position = page.Entries[^1].Position;
        }

        return new(items, position.ToContinuation(application, filter));
    }

    private async Task<IIndexSource> ChooseSourceAsync(string application, NoticeFilter filter)
    {
        long from = filter.From is { } instant ? ListPosition.CeilingMilliseconds(instant) : 0;
        if (filter.Recipient is not null)
        {
            byte[] hash = addresses.Hash(application, filter.Recipient);
            return new RecipientSource(database, RedisKeys.Recipients(application, hash), hash, from);
        }

        RedisKey[] byStatus = filter.Status is { } status
            ? [RedisKeys.Status(application, StatusLists.Of(status))]
            : [.. StatusLists.All.Select(list => RedisKeys.Status(application, list))];
        if (filter.Category is null)
        {
            return new ScoredSource(database, byStatus, from);
        }

        RedisKey byCategory = RedisKeys.Category(application, filter.Category);
        bool statusIsSmaller = filter.Status is not null && await IsSmallerAsync(byStatus[0], byCategory);
        return new ScoredSource(database, statusIsSmaller ? byStatus : [byCategory], from);
    }

    private async Task<bool> IsSmallerAsync(RedisKey one, RedisKey other)
    {
        long[] sizes = await Task.WhenAll(database.SortedSetLengthAsync(one), database.SortedSetLengthAsync(other));
        return sizes[0] < sizes[1];
    }

    private static bool Holds(NoticeFilter filter, NoticeRecord record) =>
        (filter.Status is null || filter.Status == record.Progress.Status) && (filter.Category is null || filter.Category == record.Notice.Category);

    // Records expire by themselves; what still points at one goes when somebody comes by.
    private void Forget(IEnumerable<IndexEntry> gone)
    {
        foreach (IndexEntry entry in gone)
        {
            writer.Remove(entry.List, entry.Member);
        }
    }
}
