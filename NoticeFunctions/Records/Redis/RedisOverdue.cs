using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Notices whose due instant has passed, found by looking at them: an index by due instants would cost every notice a write.</summary>
internal sealed class RedisOverdue(IDatabaseAsync database, RecordReader records, TimeProvider time)
{
    private static readonly StatusList[] Waiting = [StatusList.Scheduled, StatusList.Open];

    private readonly ListWalk walk = new(database, records, RedisLimits.WatchedPerList);

    /// <inheritdoc cref="INoticeStore.FindOverdueAsync"/>
    public async Task<IReadOnlyList<NoticeRecord>> FindAsync(TimeSpan by)
    {
        List<NoticeRecord> overdue = [];
        DateTimeOffset latest = time.GetUtcNow() - by;
        foreach (RedisValue application in await database.SetMembersAsync(RedisKeys.Applications))
        {
            foreach (StatusList list in Waiting)
            {
                IEnumerable<NoticeRecord> part = (await walk.NextAsync(application.ToString(), list)).Select(one => one.Record).OfType<NoticeRecord>();
                overdue.AddRange(part.Where(record => record.IsOverdue(latest)));
            }
        }

        return overdue;
    }
}
