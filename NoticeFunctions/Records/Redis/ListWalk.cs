using System.Collections.Concurrent;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Walks through lists, a part at a time: goes on where it stopped the last time, and begins anew at the end, so that in time every entry is looked at.</summary>
/// <param name="database">Where the lists are.</param>
/// <param name="records">Reads the notices.</param>
/// <param name="part">Entries of a part.</param>
internal sealed class ListWalk(IDatabaseAsync database, RecordReader records, int part)
{
    private readonly ConcurrentDictionary<RedisKey, ListPosition> places = new();

    /// <summary>The next part of a list, each entry with its record; null for one whose record is gone.</summary>
    public async Task<IReadOnlyList<(IndexEntry Entry, NoticeRecord? Record)>> NextAsync(string application, StatusList list)
    {
        RedisKey key = RedisKeys.Status(application, list);
        ListPosition start = places.GetValueOrDefault(key, ListPosition.Newest);
        IndexPage page = await new ScoredSource(database, [key], from: 0).ReadAsync(start, part);
        places[key] = page.More ? page.Entries[^1].Position : ListPosition.Newest;
        NoticeRecord?[] found = await records.ReadAsync(page.Entries.Select(entry => new NoticeKey(application, entry.Position.Id)));
        return [.. page.Entries.Zip(found)];
    }
}
