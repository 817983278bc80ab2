using System.Buffers.Text;
using System.Text.Json;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>What a client encrypts to get a token: <c>{ "id", "secret", "issuedAt", "nonce" }</c>, at most 318 bytes.</summary>
/// <param name="Id">The client.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="IssuedAt">When it was made.</param>
/// <param name="Nonce">16 to 64 characters that it never used before.</param>
internal sealed record RsaCredential(string Id, string Secret, DateTimeOffset IssuedAt, string Nonce)
{
    private const int ShortestNonce = 16;
    private const int LongestNonce = 64;

    /// <summary>The encrypted bytes: of base64url, or of base64, which openssl writes; null unless they are as many as the key's.</summary>
    public static byte[]? Decode(string text, int bytes)
    {
        string url = text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return url.Length == Base64Url.GetEncodedLength(bytes) && Base64Url.IsValid(url) && Base64Url.DecodeFromChars(url) is { } decoded && decoded.Length == bytes ? decoded : null;
    }

    /// <summary>Reads one; null when it is none.</summary>
    public static RsaCredential? Read(ReadOnlyMemory<byte> plain)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(plain, new JsonDocumentOptions { MaxDepth = 1, AllowDuplicateProperties = false });
            JsonElement root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.GetPropertyCount() == 4
                && Text(root, "id") is { } id && Text(root, "secret") is { } secret
                && Instant.TryParse(Text(root, "issuedAt"), out DateTimeOffset issuedAt)
                && Text(root, "nonce") is { Length: >= ShortestNonce and <= LongestNonce } nonce
                    ? new(id, secret, issuedAt, nonce)
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(RsaCredential);

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
