using System.Globalization;
using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>What a user has done with a delivery.</summary>
/// <param name="ReadAt">When it was read.</param>
/// <param name="AcknowledgedAt">When it was acknowledged.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct InboxMark(DateTimeOffset? ReadAt, DateTimeOffset? AcknowledgedAt)
{
    /// <summary>As it stands in the store: the milliseconds of both, with a space between; empty while unread.</summary>
    public RedisValue Write() => ReadAt is not { } read ? ""
        : AcknowledgedAt is { } acknowledged ? string.Create(CultureInfo.InvariantCulture, $"{read.ToUnixTimeMilliseconds()} {acknowledged.ToUnixTimeMilliseconds()}")
        : read.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    public static InboxMark Read(RedisValue value)
    {
        DateTimeOffset[] parts = [.. value.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(part, CultureInfo.InvariantCulture)))];
        return new(parts.Length > 0 ? parts[0] : null, parts.Length > 1 ? parts[1] : null);
    }
}
