using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>How a notice goes that was reserved in vain.</summary>
internal sealed class RedisWithdrawals(IDatabase database, NoticeIndex index, TimeSpan retention, TimeProvider time)
{
    /// <inheritdoc cref="INoticeStore.WithdrawAsync"/>
    public async Task<bool> WithdrawAsync(Notice notice, string reason)
    {
        NoticeProgress before = NoticeProgress.Of(notice);
        DateTimeOffset now = time.GetUtcNow();
        NoticeProgress after = before with { Status = NoticeStatus.Cancelled, NextDue = null, Updated = now, Ended = now, Reason = reason };

        // There is no progress until something happens. Both keys share a hash tag, so a cluster takes them in one transaction.
        ITransaction transaction = database.CreateTransaction();
        transaction.AddCondition(Condition.KeyNotExists(RedisKeys.Progress(notice.Key)));
        Task[] writes =
        [
            transaction.StringSetAsync(RedisKeys.Progress(notice.Key), RecordReader.WriteProgress(after), retention),
            transaction.KeyExpireAsync(RedisKeys.Notice(notice.Key), retention),
        ];
        if (!await transaction.ExecuteAsync())
        {
            return false;
        }

        // What a crash leaves out here, the sweeper and the repair of the indexes make up for.
        await Task.WhenAll(writes);
        index.Move(notice, before.Status, after);
        index.Started(notice.Key);
        return true;
    }
}
