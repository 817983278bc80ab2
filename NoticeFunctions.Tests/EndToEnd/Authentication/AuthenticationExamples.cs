using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NoticeFunctions.Tests.EndToEnd.Authentication;

/// <summary>The C# examples of docs/authentication.md, as they stand there: a test compares the two, and runs these.</summary>
internal sealed class AuthenticationExamples(HttpClient http, string platform, TimeProvider time)
{
    public async Task<string> SecretAsync(string clientId, string clientSecret)
    {
        // secret
        using HttpResponseMessage answer = await http.PostAsync($"{platform}/api/tokens", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = clientId,
            ["client_secret"] = clientSecret,
        }));
        using JsonDocument token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return token.RootElement.GetProperty("access_token").GetString()!;
    }

    public async Task<string> AssertionAsync(string clientId, string kid, string keyFile, string audience)
    {
        // assertion
        using RSA key = RSA.Create();
        key.ImportFromPem(await File.ReadAllTextAsync(keyFile));
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
        string input = Part($$"""{"alg":"RS256","kid":"{{kid}}"}""") + "."
            + Part($$"""{"iss":"{{clientId}}","sub":"{{clientId}}","aud":"{{audience}}","iat":{{now}},"exp":{{now + 120}},"jti":"{{Guid.NewGuid()}}"}""");
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using HttpResponseMessage answer = await http.PostAsync($"{platform}/api/tokens", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = $"{input}.{Base64Url.EncodeToString(signature)}",
        }));
        using JsonDocument token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return token.RootElement.GetProperty("access_token").GetString()!;
    }

    public async Task<string> CredentialAsync(string clientId, string clientSecret)
    {
        // credential
        using JsonDocument jwks = JsonDocument.Parse(await http.GetStringAsync($"{platform}/.well-known/jwks.json"));
        JsonElement jwk = jwks.RootElement.GetProperty("keys").EnumerateArray().First(one => one.GetProperty("use").GetString() == "enc");
        using RSA key = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars(jwk.GetProperty("n").GetString()),
            Exponent = Base64Url.DecodeFromChars(jwk.GetProperty("e").GetString()),
        });
        string credential = $$"""{"id":"{{clientId}}","secret":"{{clientSecret}}","issuedAt":"{{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}}","nonce":"{{Guid.NewGuid()}}"}""";
        byte[] encrypted = key.Encrypt(Encoding.UTF8.GetBytes(credential), RSAEncryptionPadding.OaepSHA256);
        using HttpResponseMessage answer = await http.PostAsync($"{platform}/api/tokens", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "urn:notice:grant-type:rsa-credential",
            ["credential"] = Base64Url.EncodeToString(encrypted),
        }));
        using JsonDocument token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return token.RootElement.GetProperty("access_token").GetString()!;
    }
}
