using NoticeFunctions.Notices;
using StackExchange.Redis;

namespace NoticeFunctions.Records.Redis;

/// <summary>The keys of one user's inbox. They share a hash tag, and tell the user's name to nobody.</summary>
internal sealed class InboxKeys
{
    private readonly string tag;

    public InboxKeys(InboxUser user, AddressHasher addresses) =>
        tag = $"{{{user.Application}:inbox:{Convert.ToHexStringLower(addresses.HashUser(user.Application, user.Name))}}}";

    /// <summary>List of the deliveries in the order of their coming: id and milliseconds of the sending.</summary>
    public RedisKey Items => tag;

    /// <summary>String: the position of the list's first item.</summary>
    public RedisKey Position => $"{tag}:position";

    /// <summary>Hash: a mark for each delivery in the list.</summary>
    public RedisKey Marks => $"{tag}:marks";

    /// <summary>Set of the deliveries that are not read.</summary>
    public RedisKey Unread => $"{tag}:unread";

    /// <summary>String, present for a user who has connected or looked.</summary>
    public RedisKey Known => $"{tag}:known";
}
