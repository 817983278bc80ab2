using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Makes tokens out of a good one: each may differ from it in one thing, and be signed by whoever.</summary>
/// <param name="good">A token of the platform.</param>
/// <param name="key">The platform's own key.</param>
internal sealed class TokenForge(string good, ECDsa key)
{
    /// <summary>The good one's parts.</summary>
    public string[] Parts { get; } = good.Split('.');

    /// <summary>The good one's head.</summary>
    public JsonObject Head => Read(Parts[0]);

    /// <summary>What the good one claims.</summary>
    public JsonObject Claims => Read(Parts[1]);

    /// <summary>Signed by the platform's own key, with another head or other claims.</summary>
    public string Sign(Action<JsonObject>? head = null, Action<JsonObject>? claims = null) => Sign(key, head, claims);

    /// <summary>Signed by another key.</summary>
    public string Sign(ECDsa by, Action<JsonObject>? head = null, Action<JsonObject>? claims = null) =>
        With(head, claims, data => by.SignData(data, HashAlgorithmName.SHA256));

    /// <summary>With a MAC in the signature's place.</summary>
    public string Mac(byte[] secret) => With(head => head["alg"] = "HS256", claims: null, data => HMACSHA256.HashData(secret, data));

    /// <summary>With no signature.</summary>
    public string Unsigned(string algorithm) => With(head => head["alg"] = algorithm, claims: null, _ => []);

    private string With(Action<JsonObject>? head, Action<JsonObject>? claims, Func<byte[], byte[]> sign)
    {
        (JsonObject ownHead, JsonObject ownClaims) = (Head, Claims);
        head?.Invoke(ownHead);
        claims?.Invoke(ownClaims);
        string data = $"{Write(ownHead)}.{Write(ownClaims)}";
        return $"{data}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(data)))}";
    }

    private static JsonObject Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();

    private static string Write(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
