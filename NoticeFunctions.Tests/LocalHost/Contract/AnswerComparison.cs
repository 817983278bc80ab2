using System.Text.Json;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>One place where an answer is not what was recorded.</summary>
internal sealed record Difference(string At, string What);

/// <summary>
/// Compares an answer with the recorded one: status code, headers, and the body with the order of its members. What is the process's own, stack
/// traces, and the order in which parallel activities ended are no differences: the real host differs in them from itself.
/// </summary>
internal static class AnswerComparison
{
    private static readonly HashSet<string> Varying = ["StackTrace", "stackTrace", "processUptime", "version", "versionDetails"];

    public static IReadOnlyList<Difference> Of(RecordedCase recorded, Answer answer)
    {
        List<Difference> found = [];
        JsonNode response = recorded.Response;
        if (answer.Status != (int)response["status"]!)
        {
            found.Add(new Difference("/status", $"{answer.Status}, recorded {response["status"]}"));
        }

        // A trailing space in a value says nothing, and a client drops it.
        Dictionary<string, string> headers = response["headers"]!.AsObject()
            .ToDictionary(header => header.Key, header => Even((string)header.Value!).Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (string name in headers.Keys.Union(answer.Headers.Keys, StringComparer.OrdinalIgnoreCase))
        {
            string? given = answer.Headers.TryGetValue(name, out string? value) ? Even(value) : null;
            if (headers.GetValueOrDefault(name) != given)
            {
                found.Add(new Difference($"/headers/{name}", $"{given ?? "none"}, recorded {headers.GetValueOrDefault(name) ?? "none"}"));
            }
        }

        if (answer.BodyKind != (string)response["bodyKind"]!)
        {
            found.Add(new Difference("/bodyKind", $"{answer.BodyKind}, recorded {response["bodyKind"]}"));
        }

        Compare(response["body"], answer.Body, "/body", found);
        return [.. found.Where(difference => !(difference.At == "/body/id" && recorded.Name.StartsWith("http/admin", StringComparison.Ordinal)))];
    }

    public static void Compare(JsonNode? recorded, JsonNode? given, string at, List<Difference> found)
    {
        switch (recorded, given)
        {
            case (JsonObject expected, JsonObject actual):
                CompareMembers(expected, actual, at, found);
                break;
            case (JsonArray expected, JsonArray actual):
                JsonNode?[] left = InOrder(expected);
                JsonNode?[] right = InOrder(actual);
                if (left.Length != right.Length)
                {
                    found.Add(new Difference(at, $"{right.Length} elements, recorded {left.Length}"));
                    break;
                }

                for (int i = 0; i < left.Length; i++)
                {
                    Compare(left[i], right[i], $"{at}/{i}", found);
                }

                break;
            default:
                if (!AreEqual(recorded, given, isList: at.EndsWith("/message", StringComparison.Ordinal)))
                {
                    found.Add(new Difference(at, $"{Short(given)}, recorded {Short(recorded)}"));
                }

                break;
        }
    }

    private static void CompareMembers(JsonObject recorded, JsonObject given, string at, List<Difference> found)
    {
        string[] names = [.. recorded.Select(member => member.Key)];
        if (!names.SequenceEqual(given.Select(member => member.Key)))
        {
            found.Add(new Difference(at, $"members [{string.Join(',', given.Select(member => member.Key))}], recorded [{string.Join(',', names)}]"));
        }

        foreach (string name in names.Where(name => given.ContainsKey(name) && !Varying.Contains(name)))
        {
            Compare(recorded[name], given[name], $"{at}/{name}", found);
        }
    }

    /// <summary>Activities of a fan-out end in any order.</summary>
    private static JsonNode?[] InOrder(JsonArray items)
    {
        JsonNode?[] ordered = [.. items];
        int[] places = [.. Enumerable.Range(0, ordered.Length).Where(i => ordered[i] is JsonObject e && (string?)e["FunctionName"] == "Echo" && (string?)e["EventType"] == "TaskCompleted")];
        JsonNode?[] sorted = [.. places.Select(place => ordered[place]).OrderBy(item => (int?)item!["Result"])];
        for (int i = 0; i < places.Length; i++)
        {
            ordered[places[i]] = sorted[i];
        }

        return ordered;
    }

    private static bool AreEqual(JsonNode? recorded, JsonNode? given, bool isList)
    {
        if (recorded?.GetValueKind() != JsonValueKind.String || given?.GetValueKind() != JsonValueKind.String)
        {
            return JsonNode.DeepEquals(recorded, given);
        }

        string expected = (string)recorded!;
        string actual = (string)given!;
        int stack = expected.IndexOf("<stack>", StringComparison.Ordinal);
        if (stack >= 0)
        {
            // The recording ends where the first stack begins.
            return actual.StartsWith(expected[..stack].TrimEnd(), StringComparison.Ordinal);
        }

        // A list of the app's functions has no order.
        return isList ? Words(expected).SequenceEqual(Words(actual)) : Even(expected) == Even(actual);
    }

    private static IEnumerable<string> Words(string text) => text.Split([' ', ',', '\'', '.']).Where(word => word.Length > 0).Order(StringComparer.Ordinal);

    private static string Even(string text) => Masks.Even(text);

    private static string Short(JsonNode? node) => node?.ToJsonString() is not { } text ? "null" : text.Length > 200 ? text[..200] : text;
}
