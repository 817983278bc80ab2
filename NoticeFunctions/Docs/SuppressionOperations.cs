using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.Controls.Suppressions;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions of suppressions.</summary>
internal static class SuppressionOperations
{
    private static readonly BodyDoc NewSuppression = new("application/json", "NewSuppression", """
        { "type": "object", "additionalProperties": false, "required": [ "channel", "address" ], "properties": {
          "channel": { "enum": [ "email", "sms", "webSocket", "app" ] },
          "address": { "type": "string", "minLength": 1, "description": "An address of the channel." },
          "reason": { "enum": [ "unsubscribed", "bounced", "complained" ], "default": "unsubscribed" },
          "category": { "type": "string", "pattern": "^[a-z0-9-]{1,64}$", "description": "Of what it gets nothing more; everything unless told." } } }
        """)
    {
        Examples = [("everything", "Nothing more by e-mail", """{ "channel": "email", "address": "ann@example.com", "reason": "complained" }"""), ("category", "No more news", """{ "channel": "email", "address": "ann@example.com", "category": "news" }""")],
    };

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [SuppressionFunctions.List] = new("Suppressions", "List suppressions", "The addresses that get nothing more of your application: deliveries to them are skipped. Addresses are kept as hashes, so that one is found by asking with it.")
        {
            Query =
            [
                ("channel", "With address: its channel."),
                ("address", "An address: what is kept of it alone."),
                ("category", "With address: what is kept of it in this category, too."),
                .. QueryDocs.Paging,
            ],
            Answers = [(200, "A page.", SuppressionJson.Default.ListAnswerSuppressionAnswer), Refused(400, "The request is wrong; `errors` names every wrong member."), Away],
        },
        [SuppressionFunctions.Add] = new("Suppressions", "Add a suppression", "From then on the address gets nothing more of your application, or nothing more of a category. One that is there stays as it is.")
        {
            Body = NewSuppression,
            Answers =
            [
                (200, "The suppression.", SuppressionJson.Default.SuppressionAnswer),
                Refused(400, "The request is wrong; `errors` names every wrong member."),
                Refused(415, "The body is no JSON by its content type."),
                Away,
            ],
        },
        [SuppressionFunctions.Remove] = new("Suppressions", "Remove a suppression", "From then on the address gets messages again.")
        {
            Answers = [(204, "It is removed.", null), Refused(404, "There is no such suppression."), Away],
        },
        [UnsubscribePage.Show] = new("Suppressions", "The page behind a link to unsubscribe", "A page with a button; it changes nothing, because mail scanners follow links.")
        {
            Answers = [(200, "The page.", null), (404, "The link is not valid, or no longer.", null)],
        },
        [UnsubscribePage.Take] = new("Suppressions", "Unsubscribe by link", "What the page's button posts, and mail programs do (RFC 8058, one click): that address gets no more mail of that category.")
        {
            Answers = [(200, "It is unsubscribed.", null), (404, "The link is not valid, or no longer.", null), Away],
        },
    };

    private static (int, string, JsonTypeInfo?) Away => Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
