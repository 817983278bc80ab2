using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Writes the indexes: status, category and recipients. Nothing here waits; the tasks belong into the caller's round trip. The
/// order of writes is such that a crash between two of them leaves a notice in one list too many rather than in none, and the
/// readers look at the record itself.
/// </summary>
internal sealed class NoticeIndex(IDatabaseAsync database, AddressHasher addresses)
{
    /// <summary>Puts a notice into every index. Doing it again changes nothing.</summary>
    public IEnumerable<Task> Add(Notice notice, NoticeStatus status)
    {
        RedisValue member = IndexEntry.ScoredMember(notice);
        yield return AddTo(RedisKeys.Status(notice.Application, StatusLists.Of(status)), notice, member);
        if (notice.Category is not null)
        {
            yield return AddTo(RedisKeys.Category(notice.Application, notice.Category), notice, member);
        }

        foreach ((RedisKey bucket, RedisValue[] members) in RecipientMembers(notice))
        {
            yield return database.SortedSetAddAsync(bucket, [.. members.Select(value => new SortedSetEntry(value, 0))], SortedSetWhen.Always);
        }
    }

    /// <summary>Moves a notice from one status list to another, if they differ.</summary>
    public IEnumerable<Task> Move(Notice notice, NoticeStatus from, NoticeStatus to)
    {
        (StatusList source, StatusList target) = (StatusLists.Of(from), StatusLists.Of(to));
        if (source != target)
        {
            RedisValue member = IndexEntry.ScoredMember(notice);
            yield return AddTo(RedisKeys.Status(notice.Application, target), notice, member);
            yield return database.SortedSetRemoveAsync(RedisKeys.Status(notice.Application, source), member);
        }
    }

    /// <summary>Takes a notice out of every index, whatever list it is in.</summary>
    public IEnumerable<Task> Remove(Notice notice)
    {
        RedisValue member = IndexEntry.ScoredMember(notice);
        foreach (StatusList list in StatusLists.All)
        {
            yield return database.SortedSetRemoveAsync(RedisKeys.Status(notice.Application, list), member);
        }

        if (notice.Category is not null)
        {
            yield return database.SortedSetRemoveAsync(RedisKeys.Category(notice.Application, notice.Category), member);
        }

        foreach ((RedisKey bucket, RedisValue[] members) in RecipientMembers(notice))
        {
            yield return database.SortedSetRemoveAsync(bucket, members);
        }
    }

    private Task<bool> AddTo(RedisKey list, Notice notice, RedisValue member) =>
        database.SortedSetAddAsync(list, member, notice.Created.ToUnixTimeMilliseconds(), SortedSetWhen.Always);

    private IEnumerable<(RedisKey Bucket, RedisValue[] Members)> RecipientMembers(Notice notice) =>
        notice.To
            .SelectMany(recipient => recipient.Addresses())
            .Select(AddressHasher.Normalize)
            .Distinct()
            .Select(address => addresses.Hash(notice.Application, address))
            .GroupBy(hash => RedisKeys.Recipients(notice.Application, hash), hash => IndexEntry.RecipientMember(notice, hash))
            .Select(group => (group.Key, group.ToArray()));
}
