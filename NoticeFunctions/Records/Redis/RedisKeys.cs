using System.Globalization;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>
/// Every key there is, as docs/records.md lists them; each but the list of applications carries its application. The keys of one notice share a hash tag
/// (<c>{application:id}</c>), so a cluster keeps them together and one command reads them all; each index is a key of its own that may lie anywhere.
/// </summary>
internal static class RedisKeys
{
    /// <summary>Recipients' entries are spread over this many sorted sets: small ones take a third of the memory of one large.</summary>
    public const int RecipientBuckets = 1024;

    /// <summary>Sorted set of an application's notices reserved and not known to be started, by the time of reservation.</summary>
    public static RedisKey Unstarted(string application) => $"index:{application}:unstarted";

    /// <summary>Sorted set of an application's ended notices whose index entries are still there, by the time of their end.</summary>
    public static RedisKey Ended(string application) => $"index:{application}:ended";

    /// <summary>Sorted set of an application's notices whose life may not have followed a control yet, by the time of the control.</summary>
    public static RedisKey Controlled(string application) => $"index:{application}:controlled";

    /// <summary>Hash of the operator's brakes: <see cref="Brake"/> by what it holds.</summary>
    public static RedisKey Brakes => "brakes";

    /// <summary>Set of the applications that have records.</summary>
    public static RedisKey Applications => "applications";

    /// <summary>String: <see cref="StoredNotice"/>.</summary>
    public static RedisKey Notice(NoticeKey key) => Tag(key);

    /// <summary>String: <see cref="NoticeProgress"/>; absent until something happens.</summary>
    public static RedisKey Progress(NoticeKey key) => $"{Tag(key)}:progress";

    /// <summary>String: <see cref="NoticeControl"/>; absent until somebody controls the notice.</summary>
    public static RedisKey Control(NoticeKey key) => $"{Tag(key)}:control";

    /// <summary>String: <see cref="HeardCounts"/>; absent until something is heard of its deliveries.</summary>
    public static RedisKey Heard(NoticeKey key) => $"{Tag(key)}:heard";

    /// <summary>Counter of the deliveries of a large notice's present occurrence that have ended; absent between occurrences.</summary>
    public static RedisKey Underway(NoticeKey key) => $"{Tag(key)}:underway";

    /// <summary>List of <see cref="LogEntry"/>, oldest first; absent for a notice that fires once and that nobody controls.</summary>
    public static RedisKey Log(NoticeKey key) => $"{Tag(key)}:log";

    /// <summary>String: <see cref="Notices.Delivery"/>.</summary>
    public static RedisKey Delivery(NoticeKey key, int occurrence, Channel channel, int recipientIndex) =>
        string.Create(CultureInfo.InvariantCulture, $"{Tag(key)}:{occurrence}-{Names.Of(channel)}-{recipientIndex}");

    /// <summary>Counter of a notice's firings in one hour.</summary>
    public static RedisKey Firings(NoticeKey key, DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"{Tag(key)}:firings:{now.ToUnixTimeSeconds() / 3600}");

    /// <summary>Sorted set of an application's notices in a status list, by creation.</summary>
    public static RedisKey Status(string application, StatusList list) => $"index:{application}:status:{Names.Of(list)}";

    /// <summary>Sorted set of an application's notices of a category, by creation.</summary>
    public static RedisKey Category(string application, string category) => $"index:{application}:category:{category}";

    /// <summary>Sorted set, without scores, of the notices for recipients whose hash falls into this bucket.</summary>
    public static RedisKey Recipients(string application, ReadOnlySpan<byte> hash) =>
        string.Create(CultureInfo.InvariantCulture, $"index:{application}:recipients:{((hash[0] << 8) | hash[1]) % RecipientBuckets}");

    /// <summary>List of what an application's sandbox has taken, newest first.</summary>
    public static RedisKey Sandbox(string application) => $"sandbox:{application}";

    /// <summary>String: that a provider's event was taken.</summary>
    public static RedisKey Event(string application, string hash) => $"events:{application}:{hash}";

    /// <summary>Sorted set of providers' events that came before their occurrence was closed, by the time at which they were looked at last.</summary>
    public static RedisKey EarlyEvents(string application) => $"early-events:{application}";

    /// <summary>Hash of the addresses that get nothing more of an application: channel, address as a hash, and category.</summary>
    public static RedisKey Suppressions(string application) => $"suppressions:{application}";

    /// <summary>Hash of a user's devices: <see cref="RegisteredDevice"/> by id. The user is a hash.</summary>
    public static RedisKey Devices(string application, string userHash) => $"devices:{application}:{userHash}";

    /// <summary>String: whose a device is, as the user's hash.</summary>
    public static RedisKey DeviceOwner(string application, string id) => $"device:{application}:{id}";

    /// <summary>A notice as a member of <see cref="Unstarted"/> and <see cref="Ended"/>: the 16 bytes of its id.</summary>
    public static RedisValue Member(NoticeKey key) => Convert.FromHexString(key.Id);

    /// <summary>The notice that such a member stands for.</summary>
    public static NoticeKey ReadMember(string application, RedisValue member) => new(application, Convert.ToHexStringLower((byte[])member!));

    private static string Tag(NoticeKey key) => $"{{{key.Application}:{key.Id}}}";
}
