using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tracking;

/// <summary>A message that the sandbox has taken.</summary>
/// <param name="DeliveryId">The delivery it was.</param>
/// <param name="Channel">The channel it would have gone on.</param>
/// <param name="Recipient">The address.</param>
/// <param name="Title">The title.</param>
/// <param name="Content">As it was posted.</param>
/// <param name="At">When it was taken.</param>
internal sealed record SandboxAnswer(string DeliveryId, Channel Channel, string Recipient, string Title, JsonNode Content, DateTimeOffset At)
{
    /// <summary>The answer for an item.</summary>
    public static SandboxAnswer Of(SandboxItem item) => new(item.DeliveryId, item.Channel, item.Recipient, item.Title, ContentAnswer.Of(item.Content), item.At);
}
