using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Changes the indexes: status, category and recipients, what has ended and what is not known to be started. Nothing here waits: the changes go out a moment later,
/// together with others (<see cref="IndexWriter"/>), and the readers look at the record itself.
/// </summary>
internal sealed class NoticeIndex(IndexWriter writer, AddressHasher addresses)
{
    /// <summary>Puts a notice into every index. Doing it again changes nothing.</summary>
    public void Add(Notice notice, NoticeProgress progress)
    {
        RedisValue member = IndexEntry.ScoredMember(notice);
        AddTo(RedisKeys.Status(notice.Application, StatusLists.Of(progress.Status)), notice, member);
        if (notice.Category is not null)
        {
            AddTo(RedisKeys.Category(notice.Application, notice.Category), notice, member);
        }

        foreach ((RedisKey bucket, RedisValue entry) in RecipientMembers(notice))
        {
            writer.Add(bucket, entry, score: 0);
        }

        AddEnded(notice, progress);
    }

    /// <summary>Moves a notice from one status list to another, if they differ.</summary>
    public void Move(Notice notice, NoticeStatus from, NoticeProgress to)
    {
        (StatusList source, StatusList target) = (StatusLists.Of(from), StatusLists.Of(to.Status));
        if (source != target)
        {
            RedisValue member = IndexEntry.ScoredMember(notice);
            AddTo(RedisKeys.Status(notice.Application, target), notice, member);
            writer.Remove(RedisKeys.Status(notice.Application, source), member);
        }

        AddEnded(notice, to);
    }

    /// <summary>The notice's orchestration is known to be there, or nobody's to start.</summary>
    public void Started(NoticeKey key) => writer.Remove(RedisKeys.Unstarted(key.Application), RedisKeys.Member(key));

    /// <summary>The notice's life has followed its latest control.</summary>
    public void Followed(NoticeKey key) => writer.Remove(RedisKeys.Controlled(key.Application), RedisKeys.Member(key));

    /// <summary>Takes a notice out of every index, whatever list it is in.</summary>
    public void Remove(Notice notice)
    {
        RedisValue member = IndexEntry.ScoredMember(notice);
        foreach (StatusList list in StatusLists.All)
        {
            writer.Remove(RedisKeys.Status(notice.Application, list), member);
        }

        if (notice.Category is not null)
        {
            writer.Remove(RedisKeys.Category(notice.Application, notice.Category), member);
        }

        foreach ((RedisKey bucket, RedisValue entry) in RecipientMembers(notice))
        {
            writer.Remove(bucket, entry);
        }
    }

    private void AddTo(RedisKey list, Notice notice, RedisValue member) => writer.Add(list, member, notice.Created.ToUnixTimeMilliseconds());

    private void AddEnded(Notice notice, NoticeProgress progress)
    {
        if (progress.Ended is { } ended)
        {
            writer.Add(RedisKeys.Ended(notice.Application), RedisKeys.Member(notice.Key), ended.ToUnixTimeMilliseconds());
        }
    }

    private IEnumerable<(RedisKey Bucket, RedisValue Member)> RecipientMembers(Notice notice)
    {
        foreach (string address in notice.To.SelectMany(recipient => recipient.Addresses()).Select(AddressHasher.Normalize).Distinct())
        {
            byte[] hash = addresses.Hash(notice.Application, address);
            yield return (RedisKeys.Recipients(notice.Application, hash), IndexEntry.RecipientMember(notice, hash));
        }
    }
}
