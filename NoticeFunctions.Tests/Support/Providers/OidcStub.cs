using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.Tests.Support.Providers;

/// <summary>A company's OpenID Connect issuer: its metadata, its keys, and tokens for whomever a test names.</summary>
internal sealed class OidcStub : ProviderStub
{
    public const string Audience = "notices";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly List<SecurityKey> published = [];
    private int rotations;

    /// <summary>The clock of its tokens.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>How often its keys were asked for.</summary>
    public int KeyRequests { get; private set; }

    /// <summary>Who its metadata say that it is; itself unless told.</summary>
    public string? Issuer { get; set; }

    /// <summary>Where its metadata say that its keys are; here unless told.</summary>
    public string? KeysAt { get; set; }

    /// <summary>Answers a request for its keys in place of them.</summary>
    public Func<HttpContext, Task>? Keys { get; set; }

    /// <summary>What it signs with at present.</summary>
    public SigningCredentials Current { get; private set; } = null!;

    public static async Task<OidcStub> StartAsync(TimeProvider? time = null)
    {
        OidcStub stub = new() { Time = time ?? TimeProvider.System };
        stub.Rotate();
        stub.App.MapGet("/.well-known/openid-configuration", http => Saying(200, new JsonObject { ["issuer"] = stub.Issuer ?? stub.Url, ["jwks_uri"] = stub.KeysAt ?? $"{stub.Url}/keys" }.ToJsonString())(http));
        stub.App.MapGet("/keys", stub.AnswerKeysAsync);
        await stub.App.StartAsync();
        return stub;
    }

    /// <summary>A new key takes the place of all others.</summary>
    public void Rotate(string algorithm = SecurityAlgorithms.RsaSha256)
    {
        published.Clear();
        Current = new(algorithm.StartsWith("RS", StringComparison.Ordinal) ? NewRsa(number: rotations++) : NewEc(), algorithm);
        published.Add(Current.Key);
    }

    /// <summary>A key is published beside the others; nothing is signed with it.</summary>
    public void Publish(SecurityKey key) => published.Add(key);

    /// <summary>A token, good for five minutes.</summary>
    /// <param name="user">Its subject.</param>
    /// <param name="change">Changes it before it is signed.</param>
    public string Token(string user, Action<SecurityTokenDescriptor>? change = null)
    {
        long now = Time.GetUtcNow().ToUnixTimeSeconds();
        SecurityTokenDescriptor token = new()
        {
            Claims = new Dictionary<string, object> { ["iss"] = Url, ["aud"] = Audience, ["sub"] = user, ["iat"] = now, ["exp"] = now + 300 },
            SigningCredentials = Current,
        };
        change?.Invoke(token);
        return handler.CreateToken(token);
    }

    /// <summary>A key of another name than every one before.</summary>
    /// <param name="bits">Its length.</param>
    /// <param name="number">Which key it is: by itself none that an issuer signs with.</param>
    public static RsaSecurityKey NewRsa(int bits = 2048, int number = -1) => new(RsaKeys.Of(bits, number)) { KeyId = Guid.NewGuid().ToString("N") };

    private static ECDsaSecurityKey NewEc() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString("N") };

    private Task AnswerKeysAsync(HttpContext http)
    {
        KeyRequests++;
        return Keys?.Invoke(http) ?? Saying(200, new JsonObject { ["keys"] = new JsonArray([.. published.Select(Public)]) }.ToJsonString())(http);
    }

    private static JsonObject Public(SecurityKey key)
    {
        if (key is RsaSecurityKey rsa)
        {
            RSAParameters numbers = rsa.Rsa.ExportParameters(includePrivateParameters: false);
            return new() { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = key.KeyId, ["n"] = Base64UrlEncoder.Encode(numbers.Modulus), ["e"] = Base64UrlEncoder.Encode(numbers.Exponent) };
        }

        ECParameters point = ((ECDsaSecurityKey)key).ECDsa.ExportParameters(includePrivateParameters: false);
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["use"] = "sig", ["kid"] = key.KeyId, ["x"] = Base64UrlEncoder.Encode(point.Q.X), ["y"] = Base64UrlEncoder.Encode(point.Q.Y) };
    }
}
