using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Tests.Applications.Authentication;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Assertions and encrypted credentials that must give no token, sent to the real platform.</summary>
[Collection<HostilePlatform>]
public sealed class HostileCredentialTests(PlatformProcess platform) : PlatformTests(platform)
{
    private const string Secret = "the secret of an application";

    [Fact]
    public async Task An_assertion_gives_a_token_once_and_every_hostile_one_gets_the_same_401()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id = await RegisterAsync(key);
        string good = Assertions.Es(key, Claims(id));
        (await AssertAsync(good)).Status.Should().Be(HttpStatusCode.OK);
        PlatformAnswer replayed = await AssertAsync(good);
        replayed.Status.Should().Be(HttpStatusCode.Unauthorized, "its jti is used up");
        replayed.Json["error"]!.GetValue<string>().Should().Be("invalid_client");

        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        (string Name, string Assertion)[] hostile =
        [
            ("another audience", Assertions.Es(key, Claims(id, new() { ["aud"] = "urn:another" }))),
            ("two audiences", Assertions.Es(key, Claims(id, new() { ["aud"] = new JsonArray(TokenIdentity.Unnamed, "urn:another") }))),
            ("another issuer", Assertions.Es(key, Claims(id, new() { ["iss"] = "another" }))),
            ("another subject", Assertions.Es(key, Claims(id, new() { ["sub"] = "admin" }))),
            ("expired", Assertions.Es(key, Claims(id, new() { ["exp"] = now - 120 }))),
            ("too long", Assertions.Es(key, Claims(id, new() { ["exp"] = now + 3600 }))),
            ("endless", Assertions.Es(key, Claims(id, new() { ["exp"] = null }))),
            ("not yet valid", Assertions.Es(key, Claims(id, new() { ["nbf"] = now + 600 }))),
            ("without jti", Assertions.Es(key, Claims(id, new() { ["jti"] = null }))),
            ("of another key", Assertions.Es(other, Claims(id), new() { ["kid"] = Assertions.KeyOf(key).Id })),
            ("of an unknown key", Assertions.Es(other, Claims(id))),
            ("alg none", Assertions.Write(Assertions.Head("none", Assertions.KeyOf(key).Id), Claims(id), _ => [])),
            ("HS256 with the public key", Assertions.Write(Assertions.Head("HS256", Assertions.KeyOf(key).Id), Claims(id), data => HMACSHA256.HashData(key.ExportSubjectPublicKeyInfo(), data))),
            ("jku", Assertions.Es(key, Claims(id), new() { ["jku"] = "http://127.0.0.1:9/keys" })),
            ("x5u", Assertions.Es(key, Claims(id), new() { ["x5u"] = "http://127.0.0.1:9/certificate" })),
            ("jwk", Assertions.Es(key, Claims(id), new() { ["jwk"] = new JsonObject { ["kty"] = "EC" } })),
            ("crit", Assertions.Es(key, Claims(id), new() { ["crit"] = new JsonArray("exp") })),
            ("tampered", $"{Assertions.Es(key, Claims(id))[..^8]}AAAAAAAA"),
            ("no assertion at all", "nonsense"),
            ("12 KB", new string('a', 12 * 1024)),
        ];
        foreach ((string name, string assertion) in hostile)
        {
            PlatformAnswer answer = await AssertAsync(assertion);
            answer.Status.Should().Be(HttpStatusCode.Unauthorized, name);
            answer.Text.Should().Be(replayed.Text, name);
        }
    }

    [Fact]
    public async Task A_credential_gives_a_token_once_and_every_hostile_one_gets_the_same_401()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string id = await RegisterAsync(key);
        using RSA platformKey = await EncryptionKeyAsync();
        using RSA other = RsaKeys.Of(3072);
        string good = Encrypt(platformKey, Credential(id));
        (await PresentAsync(good)).Status.Should().Be(HttpStatusCode.OK);
        PlatformAnswer replayed = await PresentAsync(good);
        replayed.Status.Should().Be(HttpStatusCode.Unauthorized, "its nonce is used up");
        JsonObject again = Credential(id);
        (await PresentAsync(Encrypt(platformKey, again))).Status.Should().Be(HttpStatusCode.OK);

        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (string Name, string Credential)[] hostile =
        [
            ("the same nonce, encrypted anew", Encrypt(platformKey, again)),
            ("another secret", Encrypt(platformKey, Credential(id, all => all["secret"] = "another secret"))),
            ("another client", Encrypt(platformKey, Credential(id, all => all["id"] = "admin"))),
            ("old", Encrypt(platformKey, Credential(id, all => all["issuedAt"] = now.AddMinutes(-6).ToString("O")))),
            ("of the future", Encrypt(platformKey, Credential(id, all => all["issuedAt"] = now.AddMinutes(6).ToString("O")))),
            ("without a nonce", Encrypt(platformKey, Credential(id, all => all.Remove("nonce")))),
            ("with a short nonce", Encrypt(platformKey, Credential(id, all => all["nonce"] = "1"))),
            ("with more", Encrypt(platformKey, Credential(id, all => all["more"] = true))),
            ("for another platform", Encrypt(other, Credential(id))),
            ("with another padding", Base64Url.EncodeToString(platformKey.Encrypt("{}"u8.ToArray(), RSAEncryptionPadding.Pkcs1))),
            ("of zeros", Base64Url.EncodeToString(new byte[384])),
            ("that is none", "nonsense"),
        ];
        foreach ((string name, string credential) in hostile)
        {
            PlatformAnswer answer = await PresentAsync(credential);
            answer.Status.Should().Be(HttpStatusCode.Unauthorized, name);
            answer.Text.Should().Be(replayed.Text, name);
        }
    }

    private async Task<string> RegisterAsync(ECDsa key)
    {
        string id = $"app-{Guid.NewGuid():N}";
        await using PlatformStores stores = new(Platform);
        NoticeFunctions.Applications.Registry.RegisteredApplication application = PlatformStores.Application(id, Secret);
        await stores.RegisterAsync(application with { Keys = [.. application.Keys, Assertions.KeyOf(key)] });
        return id;
    }

    private static JsonObject Claims(string id, JsonObject? over = null)
    {
        JsonObject all = new() { ["iss"] = id, ["sub"] = id, ["aud"] = TokenIdentity.Unnamed };
        foreach ((string name, JsonNode? value) in over ?? [])
        {
            all[name] = value?.DeepClone();
        }

        return Assertions.Claims(TimeProvider.System.GetUtcNow(), all);
    }

    private static JsonObject Credential(string id, Action<JsonObject>? change = null)
    {
        JsonObject all = new() { ["id"] = id, ["secret"] = Secret, ["issuedAt"] = TimeProvider.System.GetUtcNow().ToString("O"), ["nonce"] = $"{Guid.NewGuid():N}" };
        change?.Invoke(all);
        return all;
    }

    private static string Encrypt(RSA key, JsonObject credential) => Base64Url.EncodeToString(key.Encrypt(Encoding.UTF8.GetBytes(credential.ToJsonString()), RSAEncryptionPadding.OaepSHA256));

    private async Task<RSA> EncryptionKeyAsync()
    {
        JsonObject jwk = (await Client.GetAsync(".well-known/jwks.json")).Json["keys"]!.AsArray().Select(one => one!.AsObject()).First(one => one["use"]!.GetValue<string>() == "enc");
        return RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(jwk["n"]!.GetValue<string>()), Exponent = Base64Url.DecodeFromChars(jwk["e"]!.GetValue<string>()) });
    }

    private Task<PlatformAnswer> AssertAsync(string assertion) =>
        AskAsync([new("grant_type", GrantTypes.ClientCredentials), new("client_assertion_type", GrantTypes.JwtAssertion), new("client_assertion", assertion)]);

    private Task<PlatformAnswer> PresentAsync(string credential) => AskAsync([new("grant_type", GrantTypes.RsaCredential), new("credential", credential)]);

    private Task<PlatformAnswer> AskAsync(IEnumerable<KeyValuePair<string, string>> form) => Client.SendAsync(HttpMethod.Post, "/api/tokens", [], new FormUrlEncodedContent(form));
}
