using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Tokens that must not be believed, by what is wrong with them. What can be is signed by the platform's own key, so that nothing else is wrong.</summary>
internal static class HostileTokens
{
    /// <summary>Each of them.</summary>
    /// <param name="forge">What makes them.</param>
    /// <param name="own">The platform's public key as it is published.</param>
    public static IEnumerable<(string Name, string Token)> All(TokenForge forge, JsonObject own)
    {
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return [.. Unsigned(forge), .. Confused(forge, own), .. Claims(forge), .. Tampered(forge), .. Heads(forge, other), .. Shapes(forge)];
    }

    private static IEnumerable<(string, string)> Unsigned(TokenForge forge) =>
    [
        ("alg none", forge.Unsigned("none")),
        ("alg None", forge.Unsigned("None")),
        ("alg NONE with the signature left", forge.Sign(head => head["alg"] = "NONE")),
        ("alg empty", forge.Unsigned("")),
        ("the right alg and no signature", forge.Unsigned("ES256")),
    ];

    // The public key, in each spelling that a library might take for the secret of a MAC.
    private static IEnumerable<(string, string)> Confused(TokenForge forge, JsonObject own)
    {
        ECParameters point = new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(own["x"]!.GetValue<string>()), Y = Base64Url.DecodeFromChars(own["y"]!.GetValue<string>()) },
        };
        using ECDsa key = ECDsa.Create(point);
        return
        [
            ("HS256 with the public key in DER", forge.Mac(key.ExportSubjectPublicKeyInfo())),
            ("HS256 with the public key in PEM", forge.Mac(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()))),
            ("HS256 with the public key as JWK", forge.Mac(Encoding.UTF8.GetBytes(own.ToJsonString()))),
            ("HS256 with the point", forge.Mac([.. point.Q.X, .. point.Q.Y])),
            ("HS256 with the key's name", forge.Mac(Encoding.ASCII.GetBytes(own["kid"]!.GetValue<string>()))),
            ("HS256 with nothing", forge.Mac([])),
        ];
    }

    private static IEnumerable<(string, string)> Claims(TokenForge forge)
    {
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        return
        [
            ("another audience", forge.Sign(claims: all => all["aud"] = "urn:another")),
            ("no audience", forge.Sign(claims: all => all.Remove("aud"))),
            ("another issuer", forge.Sign(claims: all => all["iss"] = "https://evil.example")),
            ("no issuer", forge.Sign(claims: all => all.Remove("iss"))),
            ("expired", forge.Sign(claims: all => (all["iat"], all["exp"]) = (now - 1000, now - 120))),
            ("without an end", forge.Sign(claims: all => all.Remove("exp"))),
            ("an end that is no number", forge.Sign(claims: all => all["exp"] = "never")),
            ("an end beyond every calendar", forge.Sign(claims: all => all["exp"] = 1e300)),
            ("not yet valid", forge.Sign(claims: all => all["nbf"] = now + 600)),
            ("issued in the future", forge.Sign(claims: all => all["iat"] = now + 600)),
            ("of a client that is not its subject", forge.Sign(claims: all => all["sub"] = "another")),
            ("of a client that there is not", forge.Sign(claims: all => (all["sub"], all["client_id"]) = ("another", "another"))),
            ("of a client that is a path", forge.Sign(claims: all => (all["sub"], all["client_id"]) = ("../../admin", "../../admin"))),
            ("of no client", forge.Sign(claims: all => all.Remove("client_id"))),
            ("of a key that is not the client's", forge.Sign(claims: all => all["key"] = "another")),
            ("of no key", forge.Sign(claims: all => all.Remove("key"))),
            ("without scopes", forge.Sign(claims: all => all.Remove("scope"))),
            ("with a scope that there is not", forge.Sign(claims: all => all["scope"] = "notices:read everything")),
            ("with scopes as a list", forge.Sign(claims: all => all["scope"] = new JsonArray("notices:read"))),
        ];
    }

    private static IEnumerable<(string, string)> Tampered(TokenForge forge)
    {
        JsonObject claims = forge.Claims;
        claims["scope"] = "admin";
        byte[] signature = Base64Url.DecodeFromChars(forge.Parts[2]);
        byte[] flipped = [.. signature];
        flipped[5] ^= 1;
        return
        [
            ("tampered head", $"{Encode(new JsonObject { ["typ"] = "at+jwt", ["alg"] = "ES256", ["kid"] = forge.Head["kid"]!.GetValue<string>() })}.{forge.Parts[1]}.{forge.Parts[2]}"),
            ("tampered claims", $"{forge.Parts[0]}.{Encode(claims)}.{forge.Parts[2]}"),
            ("tampered signature", $"{forge.Parts[0]}.{forge.Parts[1]}.{Base64Url.EncodeToString(flipped)}"),
            ("a signature of zeros", $"{forge.Parts[0]}.{forge.Parts[1]}.{Base64Url.EncodeToString(new byte[64])}"),
            ("half a signature", $"{forge.Parts[0]}.{forge.Parts[1]}.{Base64Url.EncodeToString(signature.AsSpan(..32))}"),
        ];
    }

    private static IEnumerable<(string, string)> Heads(TokenForge forge, ECDsa other)
    {
        ECParameters point = other.ExportParameters(includePrivateParameters: false);
        JsonObject Jwk() => new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.Q.X), ["y"] = Base64Url.EncodeToString(point.Q.Y) };
        return
        [
            ("typ JWT", forge.Sign(head => head["typ"] = "JWT")),
            ("no typ", forge.Sign(head => head.Remove("typ"))),
            ("typ of another kind of token", forge.Sign(head => head["typ"] = "logout+jwt")),
            ("alg of another curve", forge.Sign(head => head["alg"] = "ES384")),
            ("an unknown key", forge.Sign(other, head => head["kid"] = "unknown")),
            ("another key under the platform's name", forge.Sign(other)),
            ("no kid", forge.Sign(head => head.Remove("kid"))),
            ("a kid that is a path", forge.Sign(head => head["kid"] = "../../../dev/null")),
            ("a kid that is a query", forge.Sign(head => head["kid"] = "' OR 1=1 --")),
            ("a kid that is no text", forge.Sign(head => head["kid"] = 1)),
            ("crit that is unknown", forge.Sign(head => (head["crit"], head["exp"]) = (new JsonArray("exp"), 1))),
            ("crit that is empty", forge.Sign(head => head["crit"] = new JsonArray())),
            ("b64 false", forge.Sign(head => (head["b64"], head["crit"]) = (false, new JsonArray("b64")))),
            ("zip", forge.Sign(head => head["zip"] = "DEF")),
            ("an embedded jwk", forge.Sign(other, head => head["jwk"] = Jwk())),
            ("an embedded jwk without a kid", forge.Sign(other, head => (head["jwk"], _) = (Jwk(), head.Remove("kid")))),
            ("jku", forge.Sign(other, head => head["jku"] = "http://127.0.0.1:9/keys")),
            ("jku under the platform's own signature", forge.Sign(head => head["jku"] = "http://127.0.0.1:9/keys")),
            ("x5u", forge.Sign(other, head => head["x5u"] = "http://127.0.0.1:9/certificate")),
            ("x5c", forge.Sign(other, head => head["x5c"] = new JsonArray("MIIB"))),
        ];
    }

    private static IEnumerable<(string, string)> Shapes(TokenForge forge) =>
    [
        ("of two parts", $"{forge.Parts[0]}.{forge.Parts[1]}"),
        ("of four parts", $"{string.Join('.', forge.Parts)}.{forge.Parts[2]}"),
        ("of five empty parts", "...."),
        ("of nothing but dots", ".."),
        ("no base64", "!!!.???.***"),
        ("with padding", string.Join('.', forge.Parts.Select(part => part + "=="))),
        ("a head that is no JSON", $"{Base64Url.EncodeToString("{"u8)}.{forge.Parts[1]}.{forge.Parts[2]}"),
        ("a head that is a list", $"{Base64Url.EncodeToString("[]"u8)}.{forge.Parts[1]}.{forge.Parts[2]}"),
        ("a head with a member twice", $"{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(forge.Head.ToJsonString().Replace("{", "{\"alg\":\"none\",")))}.{forge.Parts[1]}.{forge.Parts[2]}"),
        ("claims that are deep", $"{forge.Parts[0]}.{Base64Url.EncodeToString(Encoding.ASCII.GetBytes(new string('[', 900)))}.{forge.Parts[2]}"),
        ("30 KB of token", forge.Sign(claims: all => all["more"] = new string('a', 20_000))),
        ("30 KB of head", forge.Sign(head => head["kid"] = new string('a', 20_000))),
    ];

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
