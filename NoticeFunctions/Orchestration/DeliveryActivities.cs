using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>The activities of a notice. Each may run more than once: the ledger in the records makes the second run skip what the first has done.</summary>
internal sealed class DeliveryActivities(Deliverer deliverer, Closer closer, SlowLane lane)
{
    /// <summary>The activity that closes an occurrence, in histories.</summary>
    public const string CloseOccurrence = "CloseOccurrence";

    /// <summary>The activity that follows a control which came while a notice waited, in histories.</summary>
    public const string FollowControl = "FollowControl";

    private const string Email = "DeliverEmail";
    private const string Sms = "DeliverSms";
    private const string WebSocket = "DeliverWebSocket";
    private const string App = "DeliverApp";

    /// <summary>The activity that delivers on a channel.</summary>
    public static string NameFor(Channel channel) => channel switch
    {
        Channel.Email => Email,
        Channel.Sms => Sms,
        Channel.WebSocket => WebSocket,
        Channel.App => App,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, message: null),
    };

    /// <summary>Delivers e-mail; closes the occurrence where it is all of it.</summary>
    [Function(Email)]
    public Task<Closing?> DeliverEmailAsync([ActivityTrigger] DeliveryOrder order, CancellationToken cancellation) => DeliverAsync(Channel.Email, order, cancellation);

    /// <summary>Delivers SMS; closes the occurrence where it is all of it.</summary>
    [Function(Sms)]
    public Task<Closing?> DeliverSmsAsync([ActivityTrigger] DeliveryOrder order, CancellationToken cancellation) => DeliverAsync(Channel.Sms, order, cancellation);

    /// <summary>Delivers to inboxes, and pushes to whoever is connected; to its orchestrator it says nothing.</summary>
    [Function(WebSocket)]
    public async Task<WebSocketPush> DeliverWebSocketAsync([ActivityTrigger] DeliveryOrder order, CancellationToken cancellation) =>
        WebSocketPush.Of(await DeliverPartAsync(Channel.WebSocket, order, cancellation));

    /// <summary>Delivers app pushes; closes the occurrence where it is all of it.</summary>
    [Function(App)]
    public Task<Closing?> DeliverAppAsync([ActivityTrigger] DeliveryOrder order, CancellationToken cancellation) => DeliverAsync(Channel.App, order, cancellation);

    /// <summary>Closes an occurrence that several activities have delivered, and decides what comes next.</summary>
    [Function(CloseOccurrence)]
    public Task<Closing> CloseOccurrenceAsync([ActivityTrigger] Firing firing, CancellationToken cancellation) => closer.LoadAndCloseAsync(firing, cancellation);

    /// <summary>Follows a control: decides anew what comes next, and when.</summary>
    [Function(FollowControl)]
    public Task<Closing> FollowControlAsync([ActivityTrigger] Firing firing, CancellationToken cancellation) => closer.FollowAsync(firing, cancellation);

    private async Task<Closing?> DeliverAsync(Channel channel, DeliveryOrder order, CancellationToken cancellation)
    {
        Delivered? delivered = await DeliverPartAsync(channel, order, cancellation);
        return order.Closes ? await closer.CloseAsync(order.Firing, delivered) : null;
    }

    private Task<Delivered?> DeliverPartAsync(Channel channel, DeliveryOrder order, CancellationToken cancellation) =>
        order.First + order.Count > SlowLane.Recipients
            ? lane.RunAsync(() => deliverer.DeliverAsync(channel, order, cancellation))
            : deliverer.DeliverAsync(channel, order, cancellation);
}
