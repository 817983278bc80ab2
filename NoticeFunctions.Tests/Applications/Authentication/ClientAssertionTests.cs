using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Applications.Authentication;

public sealed class RedisClientAssertionTests(RedisServer server) : ClientAssertionTests(server);

public sealed class GarnetClientAssertionTests(GarnetServer server) : ClientAssertionTests(server);

/// <summary>Grant client_credentials with private_key_jwt (RFC 7523).</summary>
public abstract class ClientAssertionTests(RecordsServer server) : ServerTests(server), IDisposable
{
    private readonly RSA rsa = RsaKeys.Of(2048);
    private readonly ECDsa p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
    private AuthenticationHarness? opened;

    [Fact]
    public async Task Each_kind_of_key_signs_with_its_own_algorithms()
    {
        AuthenticationHarness harness = await OpenAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();

        foreach (string assertion in (string[])
            [
                Assertions.Rs256(rsa, Assertions.Claims(now)),
                Assertions.Rs256(rsa, Assertions.Claims(now), "PS256"),
                Assertions.Es(p256, Assertions.Claims(now)),
                Assertions.Es(p384, Assertions.Claims(now)),
                Assertions.Es(p256, Assertions.Claims(now), new JsonObject { ["typ"] = null }),
                Assertions.Es(p256, Assertions.Claims(now, new JsonObject { ["aud"] = $"{AuthenticationHarness.Url}/api/tokens" })),
                Assertions.Es(p256, Assertions.Claims(now, new JsonObject { ["aud"] = new JsonArray(AuthenticationHarness.Url) })),
            ])
        {
            AuthenticationResult result = await harness.AssertAsync(assertion, "orders");
            result.Application?.Id.Should().Be("orders", assertion);
        }

        (await harness.AssertAsync(Assertions.Es(p256, Assertions.Claims(now)))).KeyId.Should().Be(Assertions.KeyOf(p256).Id);
    }

    [Fact]
    public async Task An_assertion_is_good_once_on_all_hosts_together()
    {
        AuthenticationHarness harness = await OpenAsync();
        using AuthenticationHarness another = new(Records.Database);
        await another.RegisterAsync("orders", Assertions.KeyOf(p256));
        string assertion = Assertions.Es(p256, Assertions.Claims(harness.Time.GetUtcNow()));

        (await harness.AssertAsync(assertion)).Application.Should().NotBeNull();
        (await harness.AssertAsync(assertion)).Error.Should().Be(TokenError.InvalidClient);
        (await another.AssertAsync(assertion)).Error.Should().Be(TokenError.InvalidClient);
    }

    [Fact]
    public async Task Nobody_uses_up_a_name_with_an_assertion_that_is_not_the_clients()
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject claims = Assertions.Claims(harness.Time.GetUtcNow());
        await harness.AssertAsync(Assertions.Write(Assertions.Head("ES256", Assertions.KeyOf(p256).Id), claims, _ => new byte[64]));

        (await harness.AssertAsync(Assertions.Es(p256, claims))).Application.Should().NotBeNull();
    }

    [Theory]
    [InlineData("""{ "iss": "billing" }""")]
    [InlineData("""{ "sub": "billing" }""")]
    [InlineData("""{ "iss": "billing", "sub": "billing" }""")]
    [InlineData("""{ "iss": null }""")]
    [InlineData("""{ "sub": null }""")]
    [InlineData("""{ "aud": "https://other.example" }""")]
    [InlineData("""{ "aud": [ "https://notice.example", "https://other.example" ] }""")]
    [InlineData("""{ "aud": null }""")]
    [InlineData("""{ "jti": null }""")]
    [InlineData("""{ "jti": "" }""")]
    [InlineData("""{ "exp": null }""")]
    [InlineData("""{ "exp": "soon" }""")]
    [InlineData("""{ "exp": 1e300 }""")]
    [InlineData("""{ "iat": "now" }""")]
    public async Task Claims_that_are_not_of_this_client_for_this_platform_are_refused(string over)
    {
        AuthenticationHarness harness = await OpenAsync();
        JsonObject claims = Assertions.Claims(harness.Time.GetUtcNow(), JsonNode.Parse(over)!.AsObject());

        (await harness.AssertAsync(Assertions.Es(p256, claims))).Error.Should().Be(TokenError.InvalidClient);
    }

    [Theory]
    [InlineData("exp", 5 * 60, true)]
    [InlineData("exp", (5 * 60) + 31, false)]
    [InlineData("exp", -29, true)]
    [InlineData("exp", -30, false)]
    [InlineData("nbf", 30, true)]
    [InlineData("nbf", 31, false)]
    [InlineData("iat", 30, true)]
    [InlineData("iat", 31, false)]
    public async Task It_holds_for_five_minutes_and_clocks_may_differ_by_half_a_minute(string claim, int seconds, bool good)
    {
        AuthenticationHarness harness = await OpenAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        JsonObject claims = Assertions.Claims(now, new JsonObject { [claim] = now.AddSeconds(seconds).ToUnixTimeSeconds() });

        ((await harness.AssertAsync(Assertions.Es(p256, claims))).Application is not null).Should().Be(good);
    }

    [Theory]
    [InlineData("""{ "crit": [ "b64" ], "b64": true }""")]
    [InlineData("""{ "jku": "https://example.com/keys" }""")]
    [InlineData("""{ "x5u": "https://example.com/keys" }""")]
    [InlineData("""{ "jwk": {} }""")]
    [InlineData("""{ "kid": null }""")]
    [InlineData("""{ "kid": "another" }""")]
    [InlineData("""{ "typ": "at+jwt" }""")]
    [InlineData("""{ "alg": "none" }""")]
    [InlineData("""{ "alg": "ES384" }""")]
    [InlineData("""{ "alg": "RS256" }""")]
    public async Task A_head_that_says_anything_else_is_refused(string over)
    {
        AuthenticationHarness harness = await OpenAsync();
        string assertion = Assertions.Es(p256, Assertions.Claims(harness.Time.GetUtcNow()), JsonNode.Parse(over)!.AsObject());

        (await harness.AssertAsync(assertion)).Error.Should().Be(TokenError.InvalidClient);
    }

    [Fact]
    public async Task A_public_key_is_no_shared_secret()
    {
        AuthenticationHarness harness = await OpenAsync();
        byte[] known = Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem());
        string assertion = Assertions.Write(
            Assertions.Head("HS256", Assertions.KeyOf(rsa).Id), Assertions.Claims(harness.Time.GetUtcNow()), input => HMACSHA256.HashData(known, input));

        (await harness.AssertAsync(assertion)).Error.Should().Be(TokenError.InvalidClient);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ..")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.bm90IGpzb24.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.W10.AAAA")]
    public async Task What_is_no_assertion_is_refused(string assertion)
    {
        AuthenticationHarness harness = await OpenAsync();

        (await harness.AssertAsync(assertion)).Error.Should().Be(TokenError.InvalidClient);
    }

    [Fact]
    public async Task A_key_is_of_one_application_and_of_its_time()
    {
        AuthenticationHarness harness = await OpenAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        await harness.RegisterAsync("billing", Assertions.KeyOf(rsa) with { NotBefore = now.AddSeconds(1) });
        string Billing() => Assertions.Rs256(rsa, Assertions.Claims(harness.Time.GetUtcNow(), new JsonObject { ["iss"] = "billing", ["sub"] = "billing" }));

        (await harness.AssertAsync(Billing())).Error.Should().Be(TokenError.InvalidClient, "the key waits for its time");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        (await harness.AssertAsync(Billing(), "orders")).Error.Should().Be(TokenError.InvalidClient, "the request names another client");
        (await harness.AssertAsync(Billing())).Application!.Id.Should().Be("billing");
        await harness.Store.ChangeAsync("billing", known => known with { Disabled = true }, None);
        (await harness.AssertAsync(Billing())).Error.Should().Be(TokenError.InvalidClient, "it is disabled");
    }

    [Fact]
    public async Task A_request_authenticates_in_one_way_and_says_which()
    {
        AuthenticationHarness harness = await OpenAsync();
        string assertion = Assertions.Es(p256, Assertions.Claims(harness.Time.GetUtcNow()));
        TokenRequest request = new() { GrantType = GrantTypes.ClientCredentials, Assertion = assertion, AssertionType = GrantTypes.JwtAssertion };

        (await harness.AskAsync(request with { ClientSecret = "secret" })).Error!.Error.Should().Be("invalid_request");
        (await harness.AskAsync(request with { AssertionType = null })).Error!.Error.Should().Be("invalid_request");
        (await harness.AskAsync(request with { AssertionType = "urn:ietf:params:oauth:client-assertion-type:saml2-bearer" })).Error!.Error.Should().Be("invalid_request");
        (await harness.AskAsync(request with { Assertion = null })).Error!.Error.Should().Be("invalid_request");
        (await harness.AskAsync(request)).Application.Should().NotBeNull();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        opened?.Dispose();
        rsa.Dispose();
        p256.Dispose();
        p384.Dispose();
    }

    private async Task<AuthenticationHarness> OpenAsync()
    {
        opened = new AuthenticationHarness(Records.Database);
        await opened.RegisterAsync("orders", Assertions.KeyOf(rsa), Assertions.KeyOf(p256), Assertions.KeyOf(p384));
        return opened;
    }
}
