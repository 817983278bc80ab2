using System.Collections.Concurrent;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// The notices to many that this process is at work on. An occurrence of one is delivered by dozens of activities: if each read ten thousand recipients for itself, they would be most
/// of what the host holds meanwhile. A record never changes, so all may look at one notice; what nobody holds any more is forgotten. But under an idempotency key whose record has
/// expired there may be another by now: records are told apart by their first bytes, in which the instant of their acceptance stands.
/// </summary>
internal sealed class LargeNotices
{
    private const int Most = 1000;

    // {"fingerprint":"64 digits","notice":{"created":"an instant"
    private const int HeadBytes = 160;

    private readonly ConcurrentDictionary<NoticeKey, Held> known = new();

    /// <summary>Reads a notice, unless somebody holds it, and other values with it.</summary>
    /// <param name="database">Where it stands.</param>
    /// <param name="key">The notice.</param>
    /// <param name="beside">The keys of the other values.</param>
    /// <returns>The notice, or null, and the other values.</returns>
    public async Task<(Notice? Notice, RedisValue[] Beside)> ReadAsync(IDatabaseAsync database, NoticeKey key, IReadOnlyList<RedisKey> beside)
    {
        RedisKey whole = RedisKeys.Notice(key);
        if (known.TryGetValue(key, out Held? held) && held.Notice.TryGetTarget(out Notice? shared))
        {
            Task<RedisValue> head = database.StringGetRangeAsync(whole, 0, HeadBytes - 1);
            RedisValue[] others = await database.StringGetAsync([.. beside]);
            if (await head == held.Head)
            {
                return (shared, others);
            }
        }

        RedisValue[] values = await database.StringGetAsync([.. beside, whole]);
        return (values[^1].IsNull ? null : Share(key, values[^1]), values[..^1]);
    }

    private Notice Share(NoticeKey key, RedisValue stored)
    {
        Notice notice = RecordReader.ReadNotice(stored).Notice;
        if (!notice.IsLarge)
        {
            return notice;
        }

        if (known.Count >= Most)
        {
            Forget();
        }

        Held mine = new(new WeakReference<Notice>(notice), ((ReadOnlyMemory<byte>)stored).Span[..HeadBytes].ToArray());
        Held kept = known.AddOrUpdate(
            key, mine, (_, other) => other.Head == mine.Head && other.Notice.TryGetTarget(out Notice? _) ? other : mine);
        return kept.Notice.TryGetTarget(out Notice? shared) ? shared : notice;
    }

    private void Forget()
    {
        foreach (KeyValuePair<NoticeKey, Held> one in known)
        {
            if (!one.Value.Notice.TryGetTarget(out _))
            {
                known.TryRemove(one);
            }
        }
    }

    private sealed record Held(WeakReference<Notice> Notice, RedisValue Head);
}
