using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Orchestration;

/// <summary>
/// What the WebSocket activity hands to SignalR. It is a property's output, not the method's: a method's would be the activity's result too, and put the notice's text
/// into the orchestration's history.
/// </summary>
internal sealed class WebSocketPush
{
    /// <summary>A message for each delivery that has come into an inbox.</summary>
    [SignalROutput(HubName = NoticeHub.Name, ConnectionStringSetting = NoticeHub.ConnectionSetting)]
    public IReadOnlyList<SignalRMessageAction>? Messages { get; init; }

    /// <summary>The messages for what an activity has delivered. One that an earlier run delivered before it died is pushed again.</summary>
    public static WebSocketPush Of(Delivered? delivered) => new()
    {
        Messages = delivered is null ? [] : [.. delivered.Outcomes.Where(IsPushed).Select(delivery => Message(delivered.State.Notice, delivery))],
    };

    private static bool IsPushed(Delivery delivery) => delivery is { Status: DeliveryStatus.Sent, Provider: SignalRProvider.ProviderName };

    private static SignalRMessageAction Message(Notice notice, Delivery delivery) =>
        new(NoticeHub.Notice, [PushedNotice.Of(notice, DeliveryId.Of(delivery), delivery.Attempts[^1].At)])
        {
            UserId = new InboxUser(notice.Application, delivery.Recipient).ToString(),
        };
}
