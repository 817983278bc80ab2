using System.Text.Json.Serialization.Metadata;
using NoticeFunctions.Problems;
using NoticeFunctions.Setup;
using NoticeFunctions.Setup.Answers;

namespace NoticeFunctions.Docs;

/// <summary>The document's words for the functions that set channels up.</summary>
internal static class ConfigurationOperations
{
    private const string Tag = "Channels";
    private const string Whose = "An application's are its own; with the scope `admin` they are shared with all applications.";

    private static readonly (int, string, JsonTypeInfo?) NotFound = Refused(404, "There is no such channel, or you have no such configuration on it.");
    private static readonly (int, string, JsonTypeInfo?) Invalid = Refused(400, "The request is wrong; `errors` names every wrong member.");
    private static readonly (int, string, JsonTypeInfo?) Away = Refused(503, "A store that the platform needs is away; Retry-After says when to repeat.");
    private static readonly (int, string, JsonTypeInfo?)[] Body = [Invalid, Refused(413, "The body is too large."), Refused(415, "The body is no JSON by its content type.")];

    /// <summary>By function name.</summary>
    public static IReadOnlyDictionary<string, OperationDoc> All { get; } = new Dictionary<string, OperationDoc>
    {
        [ConfigurationFunctions.Create] = new(Tag, "Make a channel configuration", $"A named set of a provider's settings. {Whose} It holds everywhere within 5 seconds.")
        {
            Body = ConfigurationBodies.New,
            Answers = [(201, "It is made.", SetupJson.Default.ConfigurationAnswer), .. Body, NotFound, Refused(409, "The name is taken, or there is no room."), Away],
        },
        [nameof(ListConfigurations)] = new(Tag, "List a channel's configurations", "Yours and the shared ones, the latest made first; of shared ones that are not yours without their settings.")
        {
            Query = QueryDocs.Paging,
            Answers = [(200, "A page.", SetupJson.Default.ListAnswerConfigurationAnswer), Invalid, NotFound, Away],
        },
        [ConfigurationFunctions.Show] = new(Tag, "Get a channel configuration", "Of a secret it shows a fingerprint, by which one tells which of several stands there.")
        {
            Answers = [(200, "The configuration.", SetupJson.Default.ConfigurationAnswer), NotFound, Away],
        },
        [ConfigurationFunctions.Update] = new(
            Tag,
            "Update a channel configuration",
            "Says it anew: what is left out is as if it had never been said. Without `settings` they stay as they are; a secret that is left out stays as it is while no other setting changes. No other configuration is written.")
        {
            Body = ConfigurationBodies.Changed,
            Answers = [(200, "The configuration as it is now.", SetupJson.Default.ConfigurationAnswer), .. Body, NotFound, Refused(409, "Its secrets can't be read any more."), Away],
        },
        [ConfigurationFunctions.Delete] = new(Tag, "Delete a channel configuration", "Notices that name it find nobody to carry them from then on.")
        {
            Answers = [(204, "It is deleted.", null), NotFound, Refused(409, "Another configuration falls back to it."), Away],
        },
        [nameof(TestConfiguration)] = new(Tag, "Try a channel configuration", "Sends one message at once, whether it is enabled or not, and tells what the provider said. Nothing is kept of it, and nothing tried again.")
        {
            Body = ConfigurationBodies.Test,
            Answers = [(200, "What the provider said, whatever it was.", SetupJson.Default.TestAnswer), .. Body, NotFound, Away],
        },
    };

    private static (int, string, JsonTypeInfo?) Refused(int status, string description) => (status, description, ProblemJson.Default.Problem);
}
