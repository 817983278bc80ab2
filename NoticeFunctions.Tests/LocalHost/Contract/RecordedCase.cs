using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>One request and what a real Azure Functions host answered to it.</summary>
internal sealed partial record RecordedCase(string Name, JsonNode Request, JsonNode Response)
{
    private static readonly string[] NotRecorded = ["date", "server", "content-length", "transfer-encoding"];

    // Of the process and the machine that answer.
    private static readonly HashSet<string> Varying = ["id", "version", "versionDetails", "processUptime"];

    public static IEnumerable<RecordedCase> Read(string file)
        => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "LocalHost", "Contract", file))
            .Select(line => JsonNode.Parse(line)!)
            .Select(node => new RecordedCase((string)node["case"]!, node["request"]!, node["response"]!));

    /// <summary>The request, its masks filled by <paramref name="fill"/>.</summary>
    public HttpRequestMessage ToRequest(Func<string, string> fill)
    {
        HttpRequestMessage request = new(new HttpMethod((string)Request["method"]!), new Uri(fill((string)Request["path"]!), UriKind.Relative));
        if (Request["body"] is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes((string)body!));
        }

        foreach ((string name, JsonNode? value) in Request["headers"]?.AsObject() ?? [])
        {
            if (!request.Headers.TryAddWithoutValidation(name, fill((string)value!)))
            {
                (request.Content ??= new ByteArrayContent([])).Headers.TryAddWithoutValidation(name, (string)value!);
            }
        }

        return request;
    }

    /// <summary>What differs between an answer and the recorded one; null for nothing.</summary>
    public async Task<string?> DifferenceAsync(HttpResponseMessage answer)
    {
        if ((int)answer.StatusCode != (int)Response["status"]!)
        {
            return $"status {(int)answer.StatusCode}, recorded {Response["status"]}";
        }

        Dictionary<string, string> headers = answer.Headers.Concat(answer.Content.Headers)
            .Where(h => !NotRecorded.Contains(h.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => string.Join(',', h.Value).Replace(", ", ",", StringComparison.Ordinal), StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> recorded = Response["headers"]!.AsObject().ToDictionary(h => h.Key, h => (string)h.Value!, StringComparer.OrdinalIgnoreCase);
        if (recorded.Count != headers.Count || recorded.Any(h => headers.GetValueOrDefault(h.Key) != h.Value))
        {
            return $"headers [{string.Join("; ", headers)}], recorded [{string.Join("; ", recorded)}]";
        }

        string text = await answer.Content.ReadAsStringAsync();
        JsonNode? body = text.Length == 0 ? null : JsonNode.Parse(text);
        return Difference(Response["body"], body, "");
    }

    private static string? Difference(JsonNode? recorded, JsonNode? given, string at)
    {
        if (recorded is JsonObject expected && given is JsonObject actual)
        {
            string[] names = [.. expected.Select(p => p.Key)];
            return !names.SequenceEqual(actual.Select(p => p.Key)) ? $"{at}: members [{string.Join(',', actual.Select(p => p.Key))}], recorded [{string.Join(',', names)}]"
                : names.Where(n => !Varying.Contains(n)).Select(n => Difference(expected[n], actual[n], $"{at}/{n}")).FirstOrDefault(d => d is not null);
        }

        string wanted = recorded?.ToJsonString() ?? "nothing";
        string found = WholeSeconds().Replace(given?.ToJsonString() ?? "nothing", "\"<time-s>\"");
        return JsonNode.DeepEquals(JsonNode.Parse(Quoted(wanted)), JsonNode.Parse(Quoted(found))) ? null : $"{at}: {found}, recorded {wanted}";
    }

    private static string Quoted(string text) => text == "nothing" ? "null" : text;

    [GeneratedRegex("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WholeSeconds();
}
