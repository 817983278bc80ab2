using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.Inbox;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions of users who receive WebSocket notices.</summary>
internal static class InboxOperations
{
    private const string Tag = "Inbox";
    private const string Json = "application/json";

    private static readonly (int, string, JsonTypeInfo?) Invalid = Refused(400, "The request is wrong; `errors` names every wrong member.");
    private static readonly (int, string, JsonTypeInfo?) Away = Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");
    private static readonly (int, string, JsonTypeInfo?) Another = Refused(404, "A user asks for what is another's.");
    private static readonly (string, string) User = ("user", $"One of your users, as in a notice's `to`: 1 to {InboxUser.LongestName} characters. A user who asks with their own token may leave it out.");
    private static readonly string Ids = $$"""
        "deliveries": { "type": "array", "minItems": 1, "maxItems": {{ListQuery.LargestLimit}}, "items": { "type": "string" }, "description": "Their `deliveryId`s; what is not in the inbox is passed over." }
        """;

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [nameof(Negotiate)] = new(Tag, "Connect a user", "Gives what SignalR's clients need to connect to the hub `notices` as one of your users; docs/websocket.md shows a client.")
        {
            Headers = [(Negotiate.UserHeader, "Your application and its user: `orders:ann`. It has to be there: the host answers 500 without it.")],
            Answers = [(200, "The hub's address, and a token for an hour.", InboxJson.Default.ConnectionAnswer), Invalid, Refused(404, "The user is another application's, or another user."), Away],
        },
        [InboxFunctions.Read] = new(Tag, "Read an inbox", "What a user was sent by WebSocket, oldest first, whether or not anybody was connected. What is kept and for how long: `Inbox:Days`, `Inbox:Items`.")
        {
            Query = [User, ("since", "The `cursor` of an earlier answer: gives what has come since, none of it twice. From the beginning, unless told."), ("limit", QueryDocs.Paging[0].Description)],
            Answers = [(200, "A part of the inbox.", InboxJson.Default.InboxAnswer), Invalid, Another, Away],
        },
        [InboxFunctions.MarkRead] = new(Tag, "Mark as read", "Deliveries that were read are `delivered`.")
        {
            Query = [User],
            Body = new(Json, "ReadDeliveries", $$"""{ "type": "object", "additionalProperties": false, "properties": { {{Ids}}, "all": { "const": true, "description": "In place of deliveries: all that are unread." } } }""")
            {
                Examples = [("all", "Everything", """{ "all": true }""")],
            },
            Answers = [(200, "Those that are in the inbox, and how many are unread now.", InboxJson.Default.InboxMarked), .. Body(), Another, Away],
        },
        [InboxFunctions.Acknowledge] = new(Tag, "Acknowledge", "Acknowledges each delivery's notice as the recipient that it went to, which ends one with `stopWhen`.")
        {
            Query = [User],
            Body = new(Json, "AcknowledgedDeliveries", $$"""{ "type": "object", "additionalProperties": false, "required": [ "deliveries" ], "properties": { {{Ids}} } }"""),
            Answers = [(200, "Those that are in the inbox, and how many are unread now.", InboxJson.Default.InboxMarked), .. Body(), Another, Away],
        },
    };

    private static IEnumerable<(int, string, JsonTypeInfo?)> Body() => [Invalid, Refused(413, "The body is too large."), Refused(415, "The body is no JSON by its content type.")];

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
