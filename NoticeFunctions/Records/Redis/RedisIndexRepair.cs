using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Keeps the indexes true and small. Two things need it: ended notices leave the indexes a little before their records expire
/// (afterwards nobody could tell where they stand), and a crash between an index and a record leaves them at odds.
/// </summary>
internal sealed class RedisIndexRepair(IDatabaseAsync database, RecordReader records, NoticeIndex index, IndexWriter writer, TimeSpan retention, TimeProvider time)
{
    // A record that changed this recently may be between its index and its progress.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);

    private readonly ListWalk walk = new(database, records, RedisLimits.RepairedPerList);

    /// <inheritdoc cref="INoticeStore.RepairIndexesAsync"/>
    public async Task<int> RepairAsync()
    {
        int changes = 0;
        await writer.FlushAsync();
        foreach (RedisValue member in await database.SetMembersAsync(RedisKeys.Applications))
        {
            string application = member.ToString();
            changes += await RetireAsync(application);
            foreach (StatusList list in StatusLists.All)
            {
                changes += await ReviewAsync(application, list);
            }
        }

        await writer.FlushAsync();
        return changes;
    }

    private async Task<int> RetireAsync(string application)
    {
        TimeSpan early = retention / 24;
        double latest = (time.GetUtcNow() - retention + (early < TimeSpan.FromHours(1) ? early : TimeSpan.FromHours(1))).ToUnixTimeMilliseconds();
        RedisValue[] members = await database.SortedSetRangeByScoreAsync(
            RedisKeys.Ended(application), double.NegativeInfinity, latest, Exclude.None, Order.Ascending, skip: 0, RedisLimits.RecordsPerRead);
        if (members.Length == 0)
        {
            return 0;
        }

        NoticeRecord?[] found = await records.ReadAsync(members.Select(member => RedisKeys.ReadMember(application, member)));
        foreach (NoticeRecord record in found.OfType<NoticeRecord>())
        {
            index.Remove(record.Notice);
        }

        await writer.FlushAsync();
        await database.SortedSetRemoveAsync(RedisKeys.Ended(application), members);
        return members.Length;
    }

    private async Task<int> ReviewAsync(string application, StatusList list)
    {
        RedisKey key = RedisKeys.Status(application, list);
        int changes = 0;
        foreach ((IndexEntry entry, NoticeRecord? record) in await walk.NextAsync(application, list))
        {
            if (record is null)
            {
                writer.Remove(key, entry.Member);
                changes++;
            }
            else if (StatusLists.Of(record.Progress.Status) != list && record.Progress.Updated < time.GetUtcNow() - Settled)
            {
                index.Add(record.Notice, record.Progress);
                writer.Remove(key, entry.Member);
                changes++;
            }
        }

        return changes;
    }
}
