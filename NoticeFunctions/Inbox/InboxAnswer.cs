using System.Text.Json.Serialization;
using NoticeFunctions.Channels.WebSocket;

namespace NoticeFunctions.Inbox;

/// <summary>A part of an inbox. The names are fixed here: it goes out through the hub, too, which writes members as they are called.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Cursor">Where the next part begins: as <c>since</c> it gives what has come since, and nothing of this again.</param>
/// <param name="HasMore">Whether there is more by now.</param>
/// <param name="Unread">How many of the whole inbox are not read.</param>
internal sealed record InboxAnswer(
    [property: JsonPropertyName("items")] IReadOnlyList<PushedNotice> Items,
    [property: JsonPropertyName("cursor")] string Cursor,
    [property: JsonPropertyName("hasMore")] bool HasMore,
    [property: JsonPropertyName("unread")] long Unread);

/// <summary>What marks have come to.</summary>
/// <param name="Deliveries">Those that are in the inbox, and marked now.</param>
/// <param name="Unread">How many of the inbox are not read.</param>
internal sealed record InboxMarked(
    [property: JsonPropertyName("deliveries")] IReadOnlyList<string> Deliveries,
    [property: JsonPropertyName("unread")] long Unread);

/// <summary>What a client needs to connect to the hub.</summary>
/// <param name="Url">Where.</param>
/// <param name="AccessToken">With what, for an hour.</param>
internal sealed record ConnectionAnswer(string Url, string AccessToken);

/// <summary>How these answers are spelt.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(InboxAnswer))]
[JsonSerializable(typeof(InboxMarked))]
[JsonSerializable(typeof(ConnectionAnswer))]
internal sealed partial class InboxJson : JsonSerializerContext;
