using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Applications.Authentication;

public sealed class RedisRsaCredentialTests(RedisServer server) : RsaCredentialTests(server);

public sealed class GarnetRsaCredentialTests(GarnetServer server) : RsaCredentialTests(server);

/// <summary>The original's scheme: id and secret, encrypted for the platform.</summary>
public abstract class RsaCredentialTests(RecordsServer server) : ServerTests(server), IDisposable
{
    private AuthenticationHarness? opened;
    private string secret = "";

    [Fact]
    public async Task A_credential_that_is_encrypted_for_the_platform_tells_who_asks()
    {
        AuthenticationHarness harness = await OpenAsync();

        (await AskAsync(harness, await SealAsync(harness, Credential(harness)))).Application!.Id.Should().Be("orders");
        (await AskAsync(harness, await SealAsync(harness, Credential(harness)), "orders")).Application!.Id.Should().Be("orders");
        string base64 = Convert.ToBase64String(Base64Url.DecodeFromChars(await SealAsync(harness, Credential(harness))));
        (await AskAsync(harness, base64)).Application!.Id.Should().Be("orders", "openssl writes base64");
    }

    [Fact]
    public async Task It_is_good_once_even_when_it_is_encrypted_anew()
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject credential = Credential(harness);
        string first = await SealAsync(harness, credential);

        (await AskAsync(harness, first)).Application.Should().NotBeNull();
        (await AskAsync(harness, first)).Error.Should().Be(TokenError.InvalidClient);
        (await AskAsync(harness, await SealAsync(harness, credential))).Error.Should().Be(TokenError.InvalidClient);
    }

    [Fact]
    public async Task Nobody_uses_up_a_nonce_without_the_secret()
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject credential = Credential(harness);
        JsonObject guessed = Credential(harness, new JsonObject { ["nonce"] = credential["nonce"]!.DeepClone(), ["secret"] = "guessed" });

        (await AskAsync(harness, await SealAsync(harness, guessed))).Error.Should().Be(TokenError.InvalidClient);
        (await AskAsync(harness, await SealAsync(harness, credential))).Application.Should().NotBeNull();
    }

    [Theory]
    [InlineData(-299, true)]
    [InlineData(-300, false)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public async Task It_holds_for_five_minutes_and_clocks_may_differ_by_half_a_minute(int seconds, bool good)
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject credential = Credential(harness, new JsonObject { ["issuedAt"] = Text(harness.Time.GetUtcNow().AddSeconds(seconds)) });

        ((await AskAsync(harness, await SealAsync(harness, credential))).Application is not null).Should().Be(good);
    }

    [Theory]
    [InlineData("""{ "id": "billing" }""")]
    [InlineData("""{ "id": null }""")]
    [InlineData("""{ "secret": "0123456789012345678901234567890123456789012" }""")]
    [InlineData("""{ "secret": null }""")]
    [InlineData("""{ "nonce": "short" }""")]
    [InlineData("""{ "nonce": null }""")]
    [InlineData("""{ "nonce": 1234567890123456 }""")]
    [InlineData("""{ "issuedAt": "2030-01-01T00:00:00" }""")]
    [InlineData("""{ "issuedAt": null }""")]
    [InlineData("""{ "more": 1 }""")]
    public async Task What_is_no_credential_is_refused(string over)
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject credential = Credential(harness, JsonNode.Parse(over)!.AsObject());

        (await AskAsync(harness, await SealAsync(harness, credential))).Error.Should().Be(TokenError.InvalidClient);
    }

    [Fact]
    public async Task What_was_encrypted_otherwise_is_refused()
    {
        AuthenticationHarness harness = await OpenAsync();
        using RSA stranger = RsaKeys.Of(3072, 1);
        using RSA own = await PublicAsync(harness);
        byte[] plain = Encoding.UTF8.GetBytes(Credential(harness).ToJsonString());

        foreach (string credential in (string[])
            [
                "nonsense",
                new string('A', 512),
                Base64Url.EncodeToString(plain),
                Base64Url.EncodeToString(stranger.Encrypt(plain, RSAEncryptionPadding.OaepSHA256)),
                Base64Url.EncodeToString(own.Encrypt(plain, RSAEncryptionPadding.OaepSHA1)),
                Base64Url.EncodeToString(own.Encrypt(plain, RSAEncryptionPadding.Pkcs1)),
                Base64Url.EncodeToString(own.Encrypt(Encoding.UTF8.GetBytes("no JSON"), RSAEncryptionPadding.OaepSHA256)),
                Base64Url.EncodeToString(own.Encrypt([], RSAEncryptionPadding.OaepSHA256)),
            ])
        {
            (await AskAsync(harness, credential)).Error.Should().Be(TokenError.InvalidClient);
        }
    }

    [Fact]
    public async Task A_key_that_has_been_replaced_is_taken_for_a_day_more()
    {
        AuthenticationHarness harness = await OpenAsync();
        using RSA first = await PublicAsync(harness);
        for (int day = 1; day <= 30; day++)
        {
            harness.Time.Advance(TimeSpan.FromDays(1));
            await harness.Rings.Encryption.CurrentAsync(None);
        }

        harness.Time.Advance(KeyRing.Lead);
        using RSA second = await PublicAsync(harness);
        second.ExportSubjectPublicKeyInfo().Should().NotEqual(first.ExportSubjectPublicKeyInfo());
        (await AskAsync(harness, Seal(first, Credential(harness)))).Application.Should().NotBeNull();
        (await AskAsync(harness, Seal(second, Credential(harness)))).Application.Should().NotBeNull();
        harness.Time.Advance(KeyRing.Overlap);
        (await AskAsync(harness, Seal(first, Credential(harness)))).Error.Should().Be(TokenError.InvalidClient);
        (await AskAsync(harness, Seal(second, Credential(harness)))).Application.Should().NotBeNull();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        opened?.Dispose();
    }

    private static Task<AuthenticationResult> AskAsync(AuthenticationHarness harness, string credential, string? clientId = null) =>
        harness.AskAsync(new TokenRequest { GrantType = GrantTypes.RsaCredential, Credential = credential, ClientId = clientId });

    private static async Task<string> SealAsync(AuthenticationHarness harness, JsonObject credential)
    {
        using RSA key = await PublicAsync(harness);
        return Seal(key, credential);
    }

    private static string Seal(RSA key, JsonObject credential) =>
        Base64Url.EncodeToString(key.Encrypt(Encoding.UTF8.GetBytes(credential.ToJsonString()), RSAEncryptionPadding.OaepSHA256));

    private static async Task<RSA> PublicAsync(AuthenticationHarness harness)
    {
        PublicJwk key = (await harness.Rings.Encryption.AllAsync(None))[0].Public;
        (key.Use, key.Alg).Should().Be(("enc", "RSA-OAEP-256"));
        RSA rsa = RSA.Create(new RSAParameters { Modulus = Base64Url.DecodeFromChars(key.N), Exponent = Base64Url.DecodeFromChars(key.E) });
        rsa.KeySize.Should().Be(3072);
        return rsa;
    }

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private JsonObject Credential(AuthenticationHarness harness, JsonObject? over = null)
    {
        JsonObject credential = new() { ["id"] = "orders", ["secret"] = secret, ["issuedAt"] = Text(harness.Time.GetUtcNow()), ["nonce"] = Guid.NewGuid().ToString("N") };
        foreach ((string name, JsonNode? value) in over ?? [])
        {
            credential.Remove(name);
            if (value is not null)
            {
                credential[name] = value.DeepClone();
            }
        }

        return credential;
    }

    private async Task<AuthenticationHarness> OpenAsync()
    {
        opened = new AuthenticationHarness(Records.Database);
        await opened.HaveEncryptionKeyAsync();
        (secret, ApplicationKey key) = NewSecret.Make(opened.Time.GetUtcNow());
        await opened.RegisterAsync("orders", key);
        return opened;
    }
}
