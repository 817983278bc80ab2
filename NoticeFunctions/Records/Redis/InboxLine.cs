using System.Globalization;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>One item of an inbox's list.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="SentAt">When it was sent, in whole milliseconds.</param>
internal readonly record struct InboxLine(string DeliveryId, DateTimeOffset SentAt)
{
    /// <summary>As it stands in the list.</summary>
    public RedisValue Write() => string.Create(CultureInfo.InvariantCulture, $"{DeliveryId} {SentAt.ToUnixTimeMilliseconds()}");

    /// <summary>Reads what <see cref="Write"/> gave.</summary>
    public static InboxLine Read(RedisValue value)
    {
        string text = value.ToString();
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return new(text[..space], DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text.AsSpan(space + 1), CultureInfo.InvariantCulture)));
    }
}
