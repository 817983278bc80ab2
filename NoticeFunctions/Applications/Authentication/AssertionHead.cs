using System.Buffers.Text;
using System.Text.Json;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>The head of a client's assertion.</summary>
/// <param name="Algorithm"><c>alg</c>.</param>
/// <param name="KeyId"><c>kid</c>: the registered key.</param>
internal sealed record AssertionHead(string Algorithm, string KeyId)
{
    private const int Longest = 1024;

    /// <summary>
    /// Reads it; null unless it has <c>alg</c> and <c>kid</c>, a <c>typ</c> of JWT or of RFC 7523bis if any, and nothing else: what could bring a key or an
    /// address along, or change what the rest means (crit, b64, zip), has no place in it (RFC 8725, section 3).
    /// </summary>
    public static AssertionHead? Read(string token)
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
            if (head.ValueKind != JsonValueKind.Object || head.EnumerateObject().Any(static member => member.Name is not ("alg" or "kid" or "typ") || member.Value.ValueKind != JsonValueKind.String))
            {
                return null;
            }

            bool isTyped = !head.TryGetProperty("typ", out JsonElement type) || type.GetString()!.ToUpperInvariant() is "JWT" or "CLIENT-AUTHENTICATION+JWT";
            return isTyped && head.TryGetProperty("alg", out JsonElement algorithm) && head.TryGetProperty("kid", out JsonElement key)
                ? new(algorithm.GetString()!, key.GetString()!)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
