using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Inbox;

/// <summary>What a user's client does with its inbox, over HTTP or through the hub.</summary>
internal sealed class UserInbox(IInbox inbox, INoticeStore store, NoticeControls controls)
{
    private const string By = "recipient";

    /// <summary>A part of the inbox, oldest first.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="after">Where an earlier part ended; 0 is the beginning.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<InboxAnswer> ReadAsync(InboxUser user, long after, int limit, CancellationToken cancellation)
    {
        await inbox.GreetAsync(user, cancellation);
        InboxPage page = await inbox.ReadAsync(user, after, limit, cancellation);
        (InboxItem Item, DeliveryId Id)[] deliveries = [.. page.Items.Select(item => (item, DeliveryId.TryParse(item.DeliveryId, out DeliveryId? id) ? id : throw new InvalidOperationException("An inbox holds what is no delivery.")))];
        string[] ids = [.. deliveries.Select(delivery => delivery.Id.NoticeId).Distinct(StringComparer.Ordinal)];
        NoticeRecord?[] records = await Task.WhenAll(ids.Select(id => store.GetAsync(new NoticeKey(user.Application, id), cancellation)));
        Dictionary<string, Notice> notices = records.OfType<NoticeRecord>().ToDictionary(record => record.Notice.Id, record => record.Notice, StringComparer.Ordinal);

        // One whose record is gone has nothing to show any more.
        IEnumerable<PushedNotice> items = from delivery in deliveries
                                          where notices.ContainsKey(delivery.Id.NoticeId)
                                          select PushedNotice.Of(notices[delivery.Id.NoticeId], delivery.Id, delivery.Item.SentAt) with
                                          {
                                              ReadAt = delivery.Item.ReadAt,
                                              AcknowledgedAt = delivery.Item.AcknowledgedAt,
                                          };
        return new([.. items], InboxCursor.Write(page.End), page.HasMore, page.Unread);
    }

    /// <summary>Takes note that deliveries were read, which makes them delivered.</summary>
    /// <returns>What the inbox has come to.</returns>
    public async Task<InboxMarked> MarkReadAsync(InboxUser user, IReadOnlyCollection<string> deliveryIds, CancellationToken cancellation)
    {
        IReadOnlyList<string> marked = await inbox.MarkAsync(user, deliveryIds, acknowledged: false, CancellationToken.None);
        await ArrivedAsync(user, marked);
        return await AfterAsync(user, marked, cancellation);
    }

    /// <summary>The same of all that are unread.</summary>
    public async Task<InboxMarked> MarkAllReadAsync(InboxUser user, CancellationToken cancellation) =>
        await MarkReadAsync(user, await inbox.GetUnreadAsync(user, cancellation), cancellation);

    /// <summary>Acknowledges deliveries: each as the recipient that it went to.</summary>
    /// <returns>What the inbox has come to.</returns>
    public async Task<InboxMarked> AcknowledgeAsync(DurableTaskClient client, InboxUser user, IReadOnlyCollection<string> deliveryIds, CancellationToken cancellation)
    {
        IReadOnlyList<string> marked = await inbox.MarkAsync(user, deliveryIds, acknowledged: true, CancellationToken.None);
        await ArrivedAsync(user, marked);
        foreach (DeliveryId id in Ids(marked))
        {
            // The notice may take no acknowledgement any more; in the inbox it counts all the same.
            await controls.ControlAsync(client, new NoticeKey(user.Application, id.NoticeId), new ControlRequest(ControlKind.Acknowledge, By, Recipient: id.RecipientIndex), CancellationToken.None);
        }

        return await AfterAsync(user, marked, cancellation);
    }

    private Task<DeliveryMove[]> ArrivedAsync(InboxUser user, IReadOnlyList<string> marked) =>
        Task.WhenAll(Ids(marked).Select(id => store.MoveDeliveryAsync(user.Application, id, DeliveryStatus.Delivered, reason: null, CancellationToken.None)));

    private async Task<InboxMarked> AfterAsync(InboxUser user, IReadOnlyList<string> marked, CancellationToken cancellation) =>
        new(marked, await inbox.CountUnreadAsync(user, cancellation));

    private static IEnumerable<DeliveryId> Ids(IReadOnlyList<string> marked)
    {
        foreach (string text in marked)
        {
            if (DeliveryId.TryParse(text, out DeliveryId? id))
            {
                yield return id;
            }
        }
    }
}
