using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>One request, what a real Azure Functions host answered to it, and the instances that it left where a purge was recorded.</summary>
internal sealed record RecordedCase(string Name, JsonNode Request, JsonNode Response, JsonNode? LeftAfterwards)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "LocalHost", "Contract", "recordings");

    /// <summary>The family: the part of the name before the slash.</summary>
    public string Family => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    public static IEnumerable<RecordedCase> All() => Directory.EnumerateFiles(Folder, "*.ndjson").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!)
        .Where(node => node["request"] is not null)
        .Select(node => new RecordedCase((string)node["case"]!, node["request"]!, node["response"]!, node["leftAfterwards"]));

    /// <summary>What was recorded beside a request: what a token held, what the host sent elsewhere.</summary>
    public static JsonNode Data(string name) => Directory.EnumerateFiles(Folder, "*.ndjson").SelectMany(File.ReadLines).Select(line => JsonNode.Parse(line)!)
        .Single(node => (string)node["case"]! == name)["data"]!;

    public static IEnumerable<RecordedCase> Of(string family) => All().Where(recorded => recorded.Family == family);
}
