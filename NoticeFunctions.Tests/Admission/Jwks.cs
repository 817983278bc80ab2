using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Admission;

/// <summary>JWKs as applications send them.</summary>
internal static class Jwks
{
    public const string X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

    /// <summary>The key of RFC 7515, appendix A.3, with other members over its own; null takes one away.</summary>
    public static JsonObject Ec(params (string Name, JsonNode? Value)[] members) =>
        With(new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = X, ["y"] = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" }, members);

    /// <summary>A key of 2048 bits.</summary>
    public static JsonObject Rsa(params (string Name, JsonNode? Value)[] members) => With(Of(RsaKeys.Of(2048)), members);

    public static JsonObject Of(RSA key)
    {
        RSAParameters numbers = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "RSA", ["n"] = Base64Url.EncodeToString(numbers.Modulus), ["e"] = Base64Url.EncodeToString(numbers.Exponent) };
    }

    public static JsonObject Of(ECDsa key)
    {
        ECParameters point = key.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "EC", ["crv"] = key.KeySize == 384 ? "P-384" : "P-256", ["x"] = Base64Url.EncodeToString(point.Q.X), ["y"] = Base64Url.EncodeToString(point.Q.Y) };
    }

    private static JsonObject With(JsonObject key, (string Name, JsonNode? Value)[] members)
    {
        foreach ((string name, JsonNode? value) in members)
        {
            key.Remove(name);
            if (value is not null)
            {
                key[name] = value;
            }
        }

        return key;
    }
}
