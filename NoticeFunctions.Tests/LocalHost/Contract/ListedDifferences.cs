using System.Text.Json;

namespace NoticeFunctions.Tests.LocalHost.Contract;

/// <summary>A reason why LocalHost answers otherwise than the real host did, and where.</summary>
internal sealed record ListedDifference(string Why, string[] Cases, string[] At)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<ListedDifference> All() =>
        JsonSerializer.Deserialize<ListedDifference[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "LocalHost", "Contract", "differences.json")), Json)!;
}
