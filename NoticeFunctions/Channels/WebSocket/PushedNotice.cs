using System.Text.Json.Serialization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.WebSocket;

/// <summary>A notice as its reader gets it: pushed, and from the inbox. The names are fixed here, because SignalR writes members as they are called.</summary>
/// <param name="DeliveryId">What makes one that comes twice recognizable.</param>
/// <param name="NoticeId">The notice.</param>
/// <param name="Occurrence">Numbered from 1.</param>
/// <param name="Title">Its title.</param>
/// <param name="Content">Its text; never HTML.</param>
/// <param name="Category">The application's word for it.</param>
/// <param name="Priority">normal or urgent.</param>
/// <param name="SentAt">When it was sent.</param>
internal sealed record PushedNotice(
    [property: JsonPropertyName("deliveryId")] string DeliveryId,
    [property: JsonPropertyName("noticeId")] string NoticeId,
    [property: JsonPropertyName("occurrence")] int Occurrence,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("content")] string Content,
    [property: JsonPropertyName("category")] string? Category,
    [property: JsonPropertyName("priority")] string Priority,
    [property: JsonPropertyName("sentAt")] DateTimeOffset SentAt)
{
    /// <summary>When its reader read it; only in the inbox.</summary>
    [JsonPropertyName("readAt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When its reader acknowledged it; only in the inbox.</summary>
    [JsonPropertyName("acknowledgedAt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? AcknowledgedAt { get; init; }

    /// <summary>A delivery of a notice.</summary>
    public static PushedNotice Of(Notice notice, DeliveryId delivery, DateTimeOffset sentAt) => new(
        delivery.ToString(),
        notice.Id,
        delivery.Occurrence,
        notice.Title,
        notice.Content.Push ?? notice.Content.Text,
        notice.Category,
        Names.Of(notice.Priority),
        sentAt);
}
