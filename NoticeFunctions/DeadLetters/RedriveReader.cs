using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Problems;

namespace NoticeFunctions.DeadLetters;

/// <summary>Which dead letters are to be redriven.</summary>
/// <param name="Ids">These; null: all that the reason names.</param>
/// <param name="Reason">Those of this reason; null: of any.</param>
/// <param name="DryRun">Only look.</param>
internal sealed record RedriveOrder(IReadOnlyList<string>? Ids, string? Reason, bool DryRun)
{
    /// <summary>How many one redrive takes.</summary>
    public const int Most = 1000;
}

/// <summary>Reads the body of <c>POST /api/dead-letters/redrive</c>.</summary>
internal static class RedriveReader
{
    private const string Ids = "ids";
    private const string Reason = "reason";
    private const string All = "all";
    private const string DryRun = "dryRun";
    private static readonly string[] Members = [Ids, Reason, All, DryRun];

    private static JsonObject Example => new() { [Reason] = "unauthenticated", [DryRun] = true };

    /// <summary>The order, or null with faults.</summary>
    public static RedriveOrder? Read(JsonElement body, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example) is not { } reader)
        {
            return null;
        }

        IReadOnlyList<JsonElement>? ids = reader.Items(Ids, new JsonArray("0123456789abcdef0123456789abcdef"));
        if (ids is not null && (ids.Count is 0 or > RedriveOrder.Most || ids.Any(id => id.ValueKind != JsonValueKind.String)))
        {
            reader.Fault(Ids, $"must hold 1 to {RedriveOrder.Most} ids of GET /api/dead-letters", new JsonArray("0123456789abcdef0123456789abcdef"));
        }

        string? reason = reader.Text(Reason, text => text.Length is > 0 and <= 64, "must be a reason of GET /api/dead-letters", "unauthenticated");
        bool all = Switch(reader, All);
        bool dryRun = Switch(reader, DryRun);
        if (!faults.Any && new[] { ids is not null, reason is not null, all }.Count(given => given) != 1)
        {
            faults.Add("", $"must say which: one of {Ids}, {Reason} and {All} (true)", Example);
        }

        return faults.Any ? null : new(ids?.Select(id => id.GetString()!).Distinct().ToList(), reason, dryRun);
    }

    private static bool Switch(ObjectReader reader, string name)
    {
        if (reader.Value(name) is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            reader.Fault(name, "must be true or false", JsonValue.Create(true));
        }

        return value.ValueKind == JsonValueKind.True;
    }
}
