using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Tests.Admission;

public sealed class KeyFunctionTests
{
    private const string Secret = """{ "kind": "secret" }""";

    private readonly AdmissionHarness admission = new();

    [Fact]
    public async Task A_secret_is_shown_once_and_kept_as_its_hash_alone()
    {
        await admission.RegisterAsync();
        AdmissionAnswer answer = await admission.AddKeyAsync("orders", Secret);

        answer.Status.Should().Be(201);
        answer.Headers.CacheControl.Should().Equal("no-store");
        string secret = answer.Member("secret");
        secret.Should().HaveLength(43, "256 bits are 43 characters of base64url");
        ApplicationKey key = (await admission.Store.FindAsync("orders", CancellationToken.None))!.Keys.Single();
        key.Id.Should().Be(answer.Member("kid"));
        key.SecretHash.Should().Equal(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
        (await admission.ListKeysAsync("orders")).Text.Should().Contain(key.Id).And.NotContain("secret\":").And.NotContain(secret);
        (await admission.GetAsync("orders")).Text.Should().NotContain(secret).And.NotContain(key.Id);
        (await admission.AddKeyAsync("orders", Secret)).Member("secret").Should().NotBe(secret);
    }

    [Fact]
    public async Task A_public_key_is_called_by_its_thumbprint()
    {
        await admission.RegisterAsync();
        AdmissionAnswer answer = await admission.AddKeyAsync("orders", $$"""{ "kind": "publicKey", "jwk": {{Jwks.Ec()}}, "expires": "2031-01-01T00:00:00Z" }""");

        answer.Status.Should().Be(201, answer.Text);
        answer.Member("kid").Should().Be("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U", "RFC 7638 leaves no choice");
        answer.Headers.Location.Should().Equal($"/api/applications/orders/keys/{answer.Member("kid")}");
        answer.Json.ContainsKey("secret").Should().BeFalse();
        (await admission.ListKeysAsync("orders")).Json["items"]![0]!["jwk"]!["x"]!.GetValue<string>().Should().Be(Jwks.X);
        (await admission.AddKeyAsync("orders", $$"""{ "kind": "publicKey", "jwk": {{Jwks.Ec()}} }""")).Status.Should().Be(409);
    }

    [Fact]
    public async Task A_key_waits_for_its_time_and_ends_with_it()
    {
        await admission.RegisterAsync();
        AdmissionAnswer answer = await admission.AddKeyAsync("orders", """{ "kind": "secret", "notBefore": "2030-01-02T00:00:00Z", "expires": "2030-01-03T00:00:00Z" }""");
        (await StatusAsync(answer.Member("kid"))).Should().Be("waiting");

        admission.Time.Advance(TimeSpan.FromDays(1));
        (await StatusAsync(answer.Member("kid"))).Should().Be("active");
        admission.Time.Advance(TimeSpan.FromDays(1));
        (await StatusAsync(answer.Member("kid"))).Should().Be("expired");
    }

    [Fact]
    public async Task A_key_that_replaces_another_lets_it_serve_for_the_overlap()
    {
        await admission.RegisterAsync();
        string old = (await admission.AddKeyAsync("orders", Secret)).Member("kid");
        string next = (await admission.AddKeyAsync("orders", $$"""{ "kind": "secret", "notBefore": "2030-01-02T00:00:00Z", "replaces": "{{old}}", "overlap": "P2D" }""")).Member("kid");

        admission.Time.Advance(TimeSpan.FromDays(3) - TimeSpan.FromSeconds(1));
        (await StatusAsync(old), await StatusAsync(next)).Should().Be(("active", "active"));
        admission.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(old), await StatusAsync(next)).Should().Be(("expired", "active"));
    }

    [Fact]
    public async Task An_overlap_never_lengthens_a_keys_life()
    {
        await admission.RegisterAsync();
        string old = (await admission.AddKeyAsync("orders", """{ "kind": "secret", "expires": "2030-01-01T06:00:00Z" }""")).Member("kid");
        await admission.AddKeyAsync("orders", $$"""{ "kind": "secret", "replaces": "{{old}}" }""");

        admission.Time.Advance(TimeSpan.FromHours(6));
        (await StatusAsync(old)).Should().Be("expired");
    }

    [Fact]
    public async Task A_revoked_key_is_gone()
    {
        await admission.RegisterAsync();
        string kid = (await admission.AddKeyAsync("orders", Secret)).Member("kid");

        (await admission.RevokeAsync("orders", kid)).Status.Should().Be(204);
        (await admission.ListKeysAsync("orders")).Json["items"]!.AsArray().Should().BeEmpty();
        (await admission.RevokeAsync("orders", kid)).Status.Should().Be(404);
    }

    [Fact]
    public async Task An_application_has_so_many_keys_and_expired_ones_make_room()
    {
        await admission.RegisterAsync();
        await admission.AddKeyAsync("orders", """{ "kind": "secret", "expires": "2030-01-02T00:00:00Z" }""");
        for (int key = 1; key < KeyAddition.Most; key++)
        {
            (await admission.AddKeyAsync("orders", Secret)).Status.Should().Be(201);
        }

        (await admission.AddKeyAsync("orders", Secret)).Status.Should().Be(409);
        admission.Time.Advance(TimeSpan.FromDays(1));
        (await admission.AddKeyAsync("orders", Secret)).Status.Should().Be(201);
    }

    [Theory]
    [InlineData("{}", "/kind")]
    [InlineData("""{ "kind": "password" }""", "/kind")]
    [InlineData("""{ "kind": "publicKey" }""", "/jwk")]
    [InlineData("""{ "kind": "secret", "jwk": {} }""", "/jwk", "/jwk/kty")]
    [InlineData("""{ "kind": "secret", "notBefore": "tomorrow", "expires": "2029-12-31T00:00:00Z" }""", "/notBefore", "/expires")]
    [InlineData("""{ "kind": "secret", "notBefore": "2030-02-01T00:00:00Z", "expires": "2030-02-01T00:00:00Z" }""", "/expires")]
    [InlineData("""{ "kind": "secret", "overlap": "P1M" }""", "/overlap", "/overlap")]
    [InlineData("""{ "kind": "secret", "replaces": "another" }""", "/replaces")]
    [InlineData("""{ "kind": "secret", "secret": "my-own", "kid": "mine" }""", "/secret", "/kid")]
    public async Task Every_wrong_member_is_named_at_once(string body, params string[] pointers)
    {
        await admission.RegisterAsync();
        AdmissionAnswer answer = await admission.AddKeyAsync("orders", body);

        answer.Status.Should().Be(400);
        answer.Pointers.Should().BeEquivalentTo(pointers);
        (await admission.ListKeysAsync("orders")).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("billing")]
    [InlineData("admin")]
    public async Task Where_no_application_is_there_are_no_keys(string id)
    {
        (await admission.AddKeyAsync(id, Secret)).Status.Should().Be(404);
        (await admission.ListKeysAsync(id)).Status.Should().Be(404);
        (await admission.RevokeAsync(id, BootstrapAdmin.KeyId)).Status.Should().Be(404);
    }

    private async Task<string> StatusAsync(string kid) =>
        (await admission.ListKeysAsync("orders")).Json["items"]!.AsArray().Single(key => key!["kid"]!.GetValue<string>() == kid)!["status"]!.GetValue<string>();
}
