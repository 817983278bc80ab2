using System.Buffers.Binary;
using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>A notice in an index. Its channels are part of it, so that a filter by channel reads no records in vain.</summary>
internal readonly record struct IndexEntry(ListPosition Position, byte Channels, RedisKey List, RedisValue Member)
{
    private const int IdLength = 16;
    private const int TimeLength = 8;

    /// <summary>Whether the notice uses a channel.</summary>
    public bool Has(Channel channel) => (Channels & Bit(channel)) != 0;

    /// <summary>The member of an index that is ordered by score: id, then channels.</summary>
    public static RedisValue ScoredMember(Notice notice) => (byte[])[.. Convert.FromHexString(notice.Id), ChannelsOf(notice)];

    /// <summary>Reads an entry of an index that is ordered by score.</summary>
    public static IndexEntry ReadScored(RedisKey list, SortedSetEntry entry)
    {
        byte[] member = entry.Element!;
        return new(new((long)entry.Score, Convert.ToHexStringLower(member, 0, IdLength)), member[IdLength], list, entry.Element);
    }

    /// <summary>The member of a recipients' bucket, which is ordered by its bytes: address hash, creation, id, channels.</summary>
    public static RedisValue RecipientMember(Notice notice, byte[] hash) =>
        (byte[])[.. RecipientPlace(hash, ListPosition.Of(notice)), ChannelsOf(notice)];

    /// <summary>What every entry of this address at this place or a newer one begins with or comes after.</summary>
    public static byte[] RecipientPlace(byte[] hash, ListPosition position)
    {
        byte[] time = new byte[TimeLength];
        BinaryPrimitives.WriteInt64BigEndian(time, position.CreatedMilliseconds);
        return [.. hash, .. time, .. Convert.FromHexString(position.Id)];
    }

    /// <summary>Reads an entry of a recipients' bucket.</summary>
    public static IndexEntry ReadRecipient(RedisKey list, RedisValue value)
    {
        byte[] member = value!;
        long created = BinaryPrimitives.ReadInt64BigEndian(member.AsSpan(AddressHasher.Length, TimeLength));
        const int IdStart = AddressHasher.Length + TimeLength;
        return new(new(created, Convert.ToHexStringLower(member, IdStart, IdLength)), member[IdStart + IdLength], list, value);
    }

    private static byte ChannelsOf(Notice notice)
    {
        int bits = 0;
        foreach (Channel channel in notice.Channels)
        {
            bits |= Bit(channel);
        }

        return (byte)bits;
    }

    private static int Bit(Channel channel) => 1 << (int)channel;
}
