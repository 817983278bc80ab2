using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Reads sorted sets scored by creation as one list.</summary>
/// <param name="database">Where they are.</param>
/// <param name="lists">The sets; a notice on its way between two may be in both.</param>
/// <param name="from">Unix milliseconds of the oldest creation that matters.</param>
internal sealed class ScoredSource(IDatabaseAsync database, IReadOnlyList<RedisKey> lists, double from) : IIndexSource
{
    /// <inheritdoc/>
    public async Task<IndexPage> ReadAsync(ListPosition after, int take)
    {
        IndexPage[] pages = await Task.WhenAll(lists.Select(list => ReadListAsync(list, after, take)));
        IEnumerable<IndexEntry> merged = pages.SelectMany(page => page.Entries).OrderBy(entry => entry.Position, NewestFirst);

        // Past the end of a page that has more behind it, nobody knows what comes next.
        List<ListPosition> ends = [.. pages.Where(page => page.More).Select(page => page.Entries[^1].Position).Order(NewestFirst)];
        if (ends.Count > 0)
        {
            merged = merged.TakeWhile(entry => !entry.Position.IsAfter(ends[0]));
        }

        List<IndexEntry> entries = [.. merged.DistinctBy(entry => entry.Position)];
        return new([.. entries.Take(take)], ends.Count > 0 || entries.Count > take);
    }

    private static readonly Comparer<ListPosition> NewestFirst =
        Comparer<ListPosition>.Create((one, other) => one.IsAfter(other) ? 1 : other.IsAfter(one) ? -1 : 0);

    private async Task<IndexPage> ReadListAsync(RedisKey list, ListPosition after, int take)
    {
        // Notices of the same millisecond come back again from its beginning; a page that holds nothing else is made larger.
        double newest = after.CreatedMilliseconds == long.MaxValue ? double.PositiveInfinity : after.CreatedMilliseconds;
        for (int want = take; ; want *= 2)
        {
            SortedSetEntry[] found = await database.SortedSetRangeByScoreWithScoresAsync(list, from, newest, Exclude.None, Order.Descending, skip: 0, want);
            List<IndexEntry> entries = [.. found.Select(entry => IndexEntry.ReadScored(list, entry)).Where(entry => entry.Position.IsAfter(after))];
            if (entries.Count > 0 || found.Length < want)
            {
                return new(entries, found.Length == want);
            }
        }
    }
}
