using System.Buffers.Text;
using System.Text.Json;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>The head of a token that has the three members of the platform's own tokens, and no other.</summary>
/// <param name="Algorithm"><c>alg</c>.</param>
/// <param name="Type"><c>typ</c>.</param>
/// <param name="KeyId"><c>kid</c>.</param>
internal sealed record TokenHead(string Algorithm, string Type, string KeyId)
{
    private const int Longest = 512;

    /// <summary>
    /// Reads it; null for anything else. What could bring a key or an address along (jwk, jku, x5c, x5u), or say that the rest is to be understood otherwise
    /// (crit, b64, zip, cty), has no place in it, and neither has a member twice: two readers may differ in which one they take.
    /// </summary>
    public static TokenHead? Read(string token)
    {
        int end = token.IndexOf('.', StringComparison.Ordinal);
        if (end is < 1 or > Longest)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, end)), new JsonDocumentOptions { MaxDepth = 1, AllowDuplicateProperties = false });
            JsonElement head = json.RootElement;
            return head.ValueKind == JsonValueKind.Object && head.GetPropertyCount() == 3
                && Text(head, "alg") is { } algorithm && Text(head, "typ") is { } type && Text(head, "kid") is { } key
                    ? new(algorithm, type, key)
                    : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement head, string name) =>
        head.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
