using System.Text.Json;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>What LocalHost answered, masked as the recordings are.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string BodyKind, JsonNode? Body)
{
    private static readonly string[] NotRecorded = ["date", "server", "content-length", "transfer-encoding"];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, Uri host)
    {
        Dictionary<string, string> headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Where(header => !NotRecorded.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => Masks.Put(header.Value.ToString(), host), StringComparer.OrdinalIgnoreCase);
        string text = await response.Content.ReadAsStringAsync();
        (string kind, JsonNode? body) = Parse(text);
        return new Answer((int)response.StatusCode, headers, kind, Masked(body, host));
    }

    private static (string Kind, JsonNode? Body) Parse(string text)
    {
        if (text.Length == 0)
        {
            return ("empty", null);
        }

        try
        {
            return (text.Contains('\n', StringComparison.Ordinal) ? "json-indented" : "json", JsonNode.Parse(text));
        }
        catch (JsonException)
        {
            return ("text", JsonValue.Create(text));
        }
    }

    private static JsonNode? Masked(JsonNode? node, Uri host) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Masked(member.Value, host)))),
        JsonArray items => new JsonArray([.. items.Select(item => Masked(item, host))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Masks.Put((string)value!, host)),
        _ => node?.DeepClone(),
    };
}
