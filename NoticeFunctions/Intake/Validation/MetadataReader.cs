using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Intake.Validation;

/// <summary>Reads <c>metadata</c>: up to 20 pairs of strings, 1 KB together.</summary>
internal static class MetadataReader
{
    private static readonly JsonObject Example = new() { ["order"] = "1234" };

    /// <summary>The pairs; null when there are none.</summary>
    public static IReadOnlyDictionary<string, string>? Read(ObjectReader notice)
    {
        if (notice.Value("metadata") is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            notice.Fault("metadata", "must be an object of strings", Example);
            return null;
        }

        Dictionary<string, string> pairs = [];
        int bytes = 0;
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            if (pair.Value.ValueKind != JsonValueKind.String)
            {
                notice.FaultAt($"metadata/{ObjectReader.Escape(pair.Name)}", "must be a string", "1234");
                continue;
            }

            string text = pair.Value.GetString()!;
            bytes += Encoding.UTF8.GetByteCount(pair.Name) + Encoding.UTF8.GetByteCount(text);
            if (!pairs.TryAdd(pair.Name, text))
            {
                notice.FaultAt($"metadata/{ObjectReader.Escape(pair.Name)}", "stands here more than once", "1234");
            }
        }

        if (pairs.Count > NoticeLimits.MetadataPairs || bytes > NoticeLimits.MetadataBytes)
        {
            notice.Fault("metadata", $"may have at most {NoticeLimits.MetadataPairs} pairs and {NoticeLimits.MetadataBytes} bytes of UTF-8 in all", Example);
        }

        return pairs.Count == 0 ? null : pairs;
    }
}
