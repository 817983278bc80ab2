using System.Collections.Concurrent;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// The notices to many that this process is at work on. An occurrence of one is delivered by dozens of activities: if each read ten thousand recipients for itself, they would be most
/// of what the host holds meanwhile. A notice never changes, so all may look at one; what nobody holds any more is forgotten.
/// </summary>
internal sealed class LargeNotices
{
    private const int Most = 1000;

    private readonly ConcurrentDictionary<NoticeKey, WeakReference<Notice>> known = new();

    /// <summary>The notice, if somebody holds it.</summary>
    public Notice? Find(NoticeKey key) => known.TryGetValue(key, out WeakReference<Notice>? held) && held.TryGetTarget(out Notice? notice) ? notice : null;

    /// <summary>The one that all share: this one, unless somebody was faster.</summary>
    public Notice Share(Notice notice)
    {
        if (!notice.IsLarge)
        {
            return notice;
        }

        if (known.Count >= Most)
        {
            Forget();
        }

        WeakReference<Notice> held = known.GetOrAdd(notice.Key, static (_, one) => new WeakReference<Notice>(one), notice);
        if (held.TryGetTarget(out Notice? shared))
        {
            return shared;
        }

        known[notice.Key] = new WeakReference<Notice>(notice);
        return notice;
    }

    private void Forget()
    {
        foreach (KeyValuePair<NoticeKey, WeakReference<Notice>> one in known)
        {
            if (!one.Value.TryGetTarget(out _))
            {
                known.TryRemove(one);
            }
        }
    }
}
