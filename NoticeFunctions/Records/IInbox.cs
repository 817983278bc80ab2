using NoticeFunctions.Notices;

namespace NoticeFunctions.Records;

/// <summary>
/// What users have been sent by WebSocket, kept so that nobody has to be connected at the right moment: the newest of each user, for a while. Every method throws
/// <see cref="RecordsUnavailableException"/> when the store can't be reached, and may then be repeated.
/// </summary>
internal interface IInbox
{
    /// <summary>Puts deliveries into their users' inboxes; one that is there already is not put there again. Two round trips for each twenty of them.</summary>
    Task AddAsync(IReadOnlyCollection<InboxEntry> entries, CancellationToken cancellation);

    /// <summary>Takes note that a user is one who connects: its inbox may keep more than that of a user whom nobody has ever seen. It is written
    /// once in a while, and mostly only looked at.</summary>
    Task GreetAsync(InboxUser user, CancellationToken cancellation);

    /// <summary>A part of an inbox, oldest first. What comes into the inbox later has a later position, whatever happens at the same time.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="after">The position that an earlier part ended at; 0 is the beginning.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<InboxPage> ReadAsync(InboxUser user, long after, int limit, CancellationToken cancellation);

    /// <summary>Those that are not read, in no order.</summary>
    Task<IReadOnlyList<string>> GetUnreadAsync(InboxUser user, CancellationToken cancellation);

    /// <summary>How many are not read.</summary>
    Task<long> CountUnreadAsync(InboxUser user, CancellationToken cancellation);

    /// <summary>Marks deliveries. One that is acknowledged counts as read, and stays acknowledged.</summary>
    /// <param name="user">Whose inbox they are in.</param>
    /// <param name="deliveryIds">Which; ids that are not in the inbox are passed over.</param>
    /// <param name="acknowledged">Whether they are acknowledged, and not only read.</param>
    /// <param name="cancellation">Ends the wait, not the write.</param>
    /// <returns>Those that are in the inbox, marked now or before.</returns>
    Task<IReadOnlyList<string>> MarkAsync(InboxUser user, IReadOnlyCollection<string> deliveryIds, bool acknowledged, CancellationToken cancellation);
}

/// <summary>A delivery on its way into an inbox.</summary>
/// <param name="User">Whose inbox.</param>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="SentAt">When it was sent.</param>
internal sealed record InboxEntry(InboxUser User, string DeliveryId, DateTimeOffset SentAt);

/// <summary>A delivery in an inbox.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="ReadAt">When its reader read it; null while unread.</param>
/// <param name="AcknowledgedAt">When its reader acknowledged it.</param>
internal sealed record InboxItem(string DeliveryId, DateTimeOffset SentAt, DateTimeOffset? ReadAt, DateTimeOffset? AcknowledgedAt);

/// <summary>A part of an inbox.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="End">The position behind the last of them: where the next part begins.</param>
/// <param name="HasMore">Whether there is more behind it by now.</param>
/// <param name="Unread">How many of the whole inbox are not read.</param>
internal sealed record InboxPage(IReadOnlyList<InboxItem> Items, long End, bool HasMore, long Unread);
