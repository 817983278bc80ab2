using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Intake;

/// <summary>The header by which a caller may repeat a request without a second notice.</summary>
internal static class IdempotencyKey
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private static readonly JsonNode Example = "order-1234-shipped";

    /// <summary>Whether a text can be a key.</summary>
    public static bool IsOne(string key) => key.Length is > 0 and <= NoticeLimits.IdempotencyKeyCharacters && !key.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The key, or null when there is none or (with a fault) it is wrong.</summary>
    public static string? Read(HttpRequest request, FaultList faults)
    {
        return request.Headers.TryGetValue(Header, out StringValues values) ? Read(values, faults) : null;
    }

    /// <summary>The key among a header's values, or null (with a fault) when it is wrong.</summary>
    public static string? Read(StringValues values, FaultList faults)
    {
        string key = values.Count == 1 ? values[0]!.Trim() : "";
        if (IsOne(key))
        {
            return key;
        }

        faults.Add(Header, $"must be given once, with 1 to {NoticeLimits.IdempotencyKeyCharacters} visible ASCII characters", Example);
        return null;
    }
}
