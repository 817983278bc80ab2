using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>Controls of notices: changed by compare-and-set, and marked until the notice's life has followed.</summary>
internal sealed class RedisControls(IDatabase database, RecordReader records, NoticeIndex index, IndexWriter writer, TimeSpan retention, TimeProvider time)
{
    // How long an event for an instance that has ended by itself is still looked for.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <inheritdoc cref="INoticeStore.ControlAsync"/>
    public async Task<ControlOutcome?> ControlAsync(NoticeKey key, Func<NoticeRecord, ControlChange?> decide)
    {
        bool marked = false;
        while (true)
        {
            RedisValue[] values = await database.StringGetAsync([RedisKeys.Notice(key), RedisKeys.Progress(key), RedisKeys.Control(key)]);
            (NoticeRecord? found, IReadOnlyList<Delivery> beside) = RecordReader.ReadWhole(values[0], values[1], values[2]);
            if (found is not { } record)
            {
                return null;
            }

            if (decide(record) is not { } change)
            {
                return new(record, IsChanged: false);
            }

            // First of all the mark: a change that nobody is told of would wait for ever if the platform died right after.
            if (!marked)
            {
                await database.SortedSetAddAsync(RedisKeys.Controlled(key.Application), RedisKeys.Member(key), time.GetUtcNow().ToUnixTimeMilliseconds());
                marked = true;
            }

            if (await TryAsync(key, values, change, beside, change.Ended ?? record.Recorded))
            {
                NoticeRecord after = NoticeRecord.Of(record.Notice, change.Ended ?? record.Recorded, change.Control);
                index.Move(record.Notice, record.Progress.Status, after.Progress);
                return new(after, IsChanged: true);
            }
        }
    }

    /// <inheritdoc cref="INoticeStore.FindUnfollowedAsync"/>
    public async Task<IReadOnlyList<NoticeRecord>> FindUnfollowedAsync(TimeSpan olderThan, int limit)
    {
        await writer.FlushAsync();
        DateTimeOffset now = time.GetUtcNow();
        List<NoticeRecord> unfollowed = [];
        foreach (RedisValue application in await database.SetMembersAsync(RedisKeys.Applications))
        {
            RedisKey list = RedisKeys.Controlled(application.ToString());
            RedisValue[] members = await database.SortedSetRangeByScoreAsync(
                list, double.NegativeInfinity, (now - olderThan).ToUnixTimeMilliseconds(), Exclude.None, Order.Ascending, skip: 0, limit);
            NoticeRecord?[] found = await records.ReadAsync(members.Select(member => RedisKeys.ReadMember(application.ToString(), member)));
            foreach ((RedisValue member, NoticeRecord? record) in members.Zip(found))
            {
                if (record is not { Control: { } control } || control.Version <= record.Recorded.Control || record.Recorded.Ended < now - Forgotten)
                {
                    writer.Remove(list, member);
                }
                else
                {
                    unfollowed.Add(record);
                }

                if (record is { Control: not null, Recorded.HasEnded: true })
                {
                    await Task.WhenAll(ExpireAsync(database, record.Notice.Key, retention));
                }
            }
        }

        return unfollowed;
    }

    /// <summary>What beside a notice's record and progress goes with it.</summary>
    public static Task[] ExpireAsync(IDatabaseAsync database, NoticeKey key, TimeSpan retention) =>
        [database.KeyExpireAsync(RedisKeys.Control(key), retention), database.KeyExpireAsync(RedisKeys.Log(key), retention)];

    private async Task<bool> TryAsync(NoticeKey key, RedisValue[] read, ControlChange change, IReadOnlyList<Delivery> beside, NoticeProgress after)
    {
        // All keys share a hash tag, so a cluster takes them in one transaction.
        ITransaction transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.KeyExists(RedisKeys.Notice(key)));
        transaction.AddCondition(Unchanged(RedisKeys.Progress(key), read[1]));
        transaction.AddCondition(Unchanged(RedisKeys.Control(key), read[2]));
        bool ends = change.Ended is not null;
        List<Task> writes =
        [
            transaction.StringSetAsync(RedisKeys.Control(key), RecordReader.WriteControl(change.Control)),
            transaction.ListRightPushAsync(RedisKeys.Log(key), RedisLog.Write(change.Entry)),
        ];

        // Where there is no progress yet, the first step of the notice must find one, and look.
        if (ends || read[1].IsNull)
        {
            writes.Add(transaction.StringSetAsync(RedisKeys.Progress(key), RecordReader.WriteProgress(after, beside.Count > 0 ? beside : null), ends ? retention : Expiration.Default));
        }

        if (ends)
        {
            writes.AddRange([transaction.KeyExpireAsync(RedisKeys.Notice(key), retention), .. ExpireAsync(transaction, key, retention)]);
        }

        if (!await transaction.ExecuteAsync())
        {
            return false;
        }

        await Task.WhenAll(writes);
        return true;
    }

    private static Condition Unchanged(RedisKey key, RedisValue read) => read.IsNull ? Condition.KeyNotExists(key) : Condition.StringEqual(key, read);
}
