using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Tests.Admission;

namespace NoticeFunctions.Tests.Applications.Authentication;

/// <summary>Makes JWTs by hand, right ones and wrong ones.</summary>
internal static class Assertions
{
    public static ApplicationKey KeyOf(RSA key) => KeyOf(Jwks.Of(key));

    public static ApplicationKey KeyOf(ECDsa key) => KeyOf(Jwks.Of(key));

    public static string Rs256(RSA key, JsonObject claims, string algorithm = "RS256", JsonObject? head = null) => Write(
        Head(algorithm, KeyOf(key).Id, head),
        claims,
        input => key.SignData(input, HashAlgorithmName.SHA256, algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));

    public static string Es(ECDsa key, JsonObject claims, JsonObject? head = null) => Write(
        Head(key.KeySize == 384 ? "ES384" : "ES256", KeyOf(key).Id, head),
        claims,
        input => key.SignData(input, key.KeySize == 384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256));

    /// <summary>Any head, any claims, any signature.</summary>
    public static string Write(JsonObject head, JsonObject claims, Func<byte[], byte[]> sign)
    {
        string input = $"{Encode(head)}.{Encode(claims)}";
        return $"{input}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(input)))}";
    }

    /// <summary>The head of a right one, with other members over its own; null takes one away.</summary>
    public static JsonObject Head(string algorithm, string keyId, JsonObject? over = null) => Over(new() { ["alg"] = algorithm, ["typ"] = "JWT", ["kid"] = keyId }, over);

    /// <summary>The claims of a right one of <c>orders</c>, with other members over its own; null takes one away.</summary>
    public static JsonObject Claims(DateTimeOffset now, JsonObject? over = null) => Over(
        new()
        {
            ["iss"] = "orders",
            ["sub"] = "orders",
            ["aud"] = AuthenticationHarness.Url,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString(),
        },
        over);

    private static ApplicationKey KeyOf(JsonObject jwk)
    {
        ClientJwk key = new(jwk["kty"]!.GetValue<string>())
        {
            Crv = jwk["crv"]?.GetValue<string>(),
            X = jwk["x"]?.GetValue<string>(),
            Y = jwk["y"]?.GetValue<string>(),
            N = jwk["n"]?.GetValue<string>(),
            E = jwk["e"]?.GetValue<string>(),
        };
        return new ApplicationKey(key.Thumbprint(), DateTimeOffset.UnixEpoch) { Jwk = key };
    }

    private static JsonObject Over(JsonObject own, JsonObject? over)
    {
        foreach ((string name, JsonNode? value) in over ?? [])
        {
            own.Remove(name);
            if (value is not null)
            {
                own[name] = value.DeepClone();
            }
        }

        return own;
    }

    private static string Encode(JsonObject part) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
