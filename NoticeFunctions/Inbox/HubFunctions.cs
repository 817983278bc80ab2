using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Inbox;

/// <summary>
/// What a connected client may ask of the hub: its own inbox, and to mark what is in it. Who asks is whom the connection was negotiated for. The answers go out as messages,
/// since an invocation gets none from an isolated worker.
/// </summary>
internal sealed class HubFunctions(UserInbox inbox)
{
    /// <summary>Sends a part of the inbox to the client that asks.</summary>
    public const string Inbox = "HubInbox";

    /// <summary>Marks a delivery as read.</summary>
    public const string Read = "HubRead";

    /// <summary>Acknowledges a delivery.</summary>
    public const string Acknowledge = "HubAcknowledge";

    private const string Messages = "messages";
    private const int PageSize = 100;

    /// <summary>The client's <c>inbox(since)</c>: an empty text is the beginning.</summary>
    [Function(Inbox)]
    public async Task<HubReply> InboxAsync(
        [SignalRTrigger(NoticeHub.Name, Messages, "inbox", "since", ConnectionStringSetting = NoticeHub.ConnectionSetting)] SignalRInvocationContext context, string? since, CancellationToken cancellation)
    {
        if (InboxUser.Parse(context.UserId) is not { } user || (string.IsNullOrEmpty(since) ? InboxCursor.Start : InboxCursor.Read(since)) is not { } after)
        {
            return HubReply.None;
        }

        InboxAnswer answer = await inbox.ReadAsync(user, after, PageSize, cancellation);
        return new() { Message = new SignalRMessageAction(NoticeHub.Inbox, [answer]) { ConnectionId = context.ConnectionId } };
    }

    /// <summary>The client's <c>read(deliveryId)</c>.</summary>
    [Function(Read)]
    public async Task<HubReply> ReadAsync(
        [SignalRTrigger(NoticeHub.Name, Messages, "read", "deliveryId", ConnectionStringSetting = NoticeHub.ConnectionSetting)] SignalRInvocationContext context,
        string deliveryId,
        CancellationToken cancellation) =>
        InboxUser.Parse(context.UserId) is { } user ? Unread(context, await inbox.MarkReadAsync(user, [deliveryId], cancellation)) : HubReply.None;

    /// <summary>The client's <c>acknowledge(deliveryId)</c>.</summary>
    [Function(Acknowledge)]
    public async Task<HubReply> AcknowledgeAsync(
        [SignalRTrigger(NoticeHub.Name, Messages, "acknowledge", "deliveryId", ConnectionStringSetting = NoticeHub.ConnectionSetting)] SignalRInvocationContext context,
        string deliveryId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) =>
        InboxUser.Parse(context.UserId) is { } user ? Unread(context, await inbox.AcknowledgeAsync(client, user, [deliveryId], cancellation)) : HubReply.None;

    // On all of the user's connections: another page shows the same count.
    private static HubReply Unread(SignalRInvocationContext context, InboxMarked marked) =>
        new() { Message = new SignalRMessageAction(NoticeHub.Unread, [marked.Unread]) { UserId = context.UserId } };
}

/// <summary>What the hub says after a client's message.</summary>
internal sealed class HubReply
{
    /// <summary>Nothing: the message made no sense, or came from nobody.</summary>
    public static HubReply None { get; } = new();

    /// <summary>The message.</summary>
    [SignalROutput(HubName = NoticeHub.Name, ConnectionStringSetting = NoticeHub.ConnectionSetting)]
    public SignalRMessageAction? Message { get; init; }
}
