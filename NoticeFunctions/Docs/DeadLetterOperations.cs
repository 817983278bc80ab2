using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.DeadLetters;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions of dead letters.</summary>
internal static class DeadLetterOperations
{
    private static readonly BodyDoc Redrive = new("application/json", "Redrive", """
        { "type": "object", "additionalProperties": false, "properties": {
          "ids": { "type": "array", "minItems": 1, "maxItems": 1000, "items": { "type": "string" }, "description": "These." },
          "reason": { "type": "string", "description": "All of this reason." },
          "all": { "type": "boolean", "description": "All there are." },
          "dryRun": { "type": "boolean", "default": false, "description": "Only count them." } } }
        """)
    {
        Examples = [("look", "How many are there of a reason?", """{ "reason": "unauthenticated", "dryRun": true }"""), ("all", "Send all back", """{ "all": true }""")],
    };

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [nameof(ListDeadLetters)] = new("Dead letters", "List dead letters", "What Kafka brought and could not be accepted, the newest first, each with the reason and the problem that the same request would have been answered over HTTP. The message itself stays in the topic of dead letters.")
        {
            Query = [("reason", "Only those of this reason."), .. QueryDocs.Paging],
            Answers = [(200, "A page.", DeadLetterAnswerJson.Default.ListAnswerDeadLetterAnswer), Refused(400, "The request is wrong; `errors` names every wrong member."), Away],
        },
        [nameof(RedriveDeadLetters)] = new("Dead letters", "Redrive dead letters", "Sends messages back, as they were, to the topic that they came from; those leave the list. One of `ids`, `reason` and `all` says which: 1,000 at a time, the newest; `more` tells of others. What is still wrong comes back as another dead letter.")
        {
            Body = Redrive,
            Answers =
            [
                (200, "What was done.", DeadLetterAnswerJson.Default.RedriveAnswer),
                Refused(400, "The request is wrong; `errors` names every wrong member."),
                Refused(409, "The platform takes nothing from Kafka."),
                Refused(413, "The body is too large."),
                Refused(415, "The body is no JSON by its content type."),
                Refused(503, "A store, or Kafka, is away; Retry-After says when to repeat."),
            ],
        },
    };

    private static (int, string, JsonTypeInfo?) Away => Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
