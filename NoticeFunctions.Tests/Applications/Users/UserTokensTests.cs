using System.Text;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Applications.Users;

/// <summary>Which tokens of the company's issuer name a user.</summary>
public sealed class UserTokensTests
{
    private static readonly Dictionary<string, Action<SecurityTokenDescriptor, UserHarness>> Wrong = new()
    {
        ["of another issuer"] = (token, _) => token.Claims["iss"] = "https://other.example.com",
        ["for somebody else"] = (token, _) => token.Claims["aud"] = "billing",
        ["for nobody"] = (token, _) => token.Claims.Remove("aud"),
        ["over"] = (token, harness) => token.Claims["exp"] = harness.Time.GetUtcNow().ToUnixTimeSeconds() - 31,
        ["without an end"] = (token, _) => token.Claims.Remove("exp"),
        ["not good yet"] = (token, harness) => token.Claims["nbf"] = harness.Time.GetUtcNow().ToUnixTimeSeconds() + 31,
        ["not signed"] = (token, _) => token.SigningCredentials = null,
        ["signed by somebody else, under the name of the issuer's key"] = (token, harness) => token.SigningCredentials = new(new RsaSecurityKey(OidcStub.NewRsa().Rsa) { KeyId = harness.Issuer.Current.Key.KeyId }, SecurityAlgorithms.RsaSha256),
        ["signed with a key that the issuer does not publish"] = (token, _) => token.SigningCredentials = new(OidcStub.NewRsa(), SecurityAlgorithms.RsaSha256),
        ["signed with the public key as a secret"] = (token, harness) => token.SigningCredentials =
            new(new SymmetricSecurityKey(((RsaSecurityKey)harness.Issuer.Current.Key).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = harness.Issuer.Current.Key.KeyId }, SecurityAlgorithms.HmacSha256),
        ["signed by another algorithm"] = (token, harness) => token.SigningCredentials = new(harness.Issuer.Current.Key, SecurityAlgorithms.RsaSha384),
        ["of a logout"] = (token, _) => token.TokenType = "logout+jwt",
        ["to be understood otherwise"] = (token, _) => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = new[] { "b64" }, ["b64"] = false },
        ["of nobody"] = (token, _) => token.Claims.Remove("sub"),
        ["of a user without a name"] = (token, _) => token.Claims["sub"] = "",
        ["of a user with too long a name"] = (token, _) => token.Claims["sub"] = new string('a', 129),
        ["of a user with a line's end in the name"] = (token, _) => token.Claims["sub"] = "ann\nbob",
    };

    public static TheoryData<string> Wrongs => [.. Wrong.Keys];

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.EcdsaSha256)]
    public async Task A_token_that_the_issuer_has_signed_names_its_user(string algorithm)
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.Rotate(algorithm);
        string token = harness.Issuer.Token("ann");

        harness.Tokens.IsMeant(token).Should().BeTrue();
        (await harness.UserOfAsync(token)).Should().Be("ann");
        (await harness.UserOfAsync(harness.Issuer.Token("ann", one => one.TokenType = "at+jwt"))).Should().Be("ann", "an access token is as good as an ID token");
    }

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_token_names_nobody_that_is(string wrong)
    {
        await using UserHarness harness = await UserHarness.StartAsync();

        (await harness.UserOfAsync(harness.Issuer.Token("ann", token => Wrong[wrong](token, harness)))).Should().BeNull();
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOm51bGx9.e30")]
    [InlineData("e30.e30.e30.e30.e30")]
    public async Task What_is_no_token_is_not_the_issuers_and_names_nobody(string text)
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        string changed = harness.Issuer.Token("ann")[..^4] + "AAAA";

        harness.Tokens.IsMeant(text).Should().BeFalse();
        (await harness.UserOfAsync(text)).Should().BeNull();
        (await harness.UserOfAsync(changed)).Should().BeNull();
        (await harness.UserOfAsync(harness.Issuer.Token(new string('a', 20_000)))).Should().BeNull();
    }

    [Fact]
    public async Task Clocks_may_differ_by_half_a_minute()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        long now = harness.Time.GetUtcNow().ToUnixTimeSeconds();

        (await harness.UserOfAsync(harness.Issuer.Token("ann", token => token.Claims["exp"] = now - 29))).Should().Be("ann");
        (await harness.UserOfAsync(harness.Issuer.Token("ann", token => token.Claims["nbf"] = now + 29))).Should().Be("ann");
    }

    [Fact]
    public async Task The_user_may_stand_in_another_claim()
    {
        await using UserHarness harness = await UserHarness.StartAsync(settings: [("Users:Claim", "preferred_username")]);

        (await harness.UserOfAsync(harness.Issuer.Token("0815", token => token.Claims["preferred_username"] = "ann"))).Should().Be("ann");
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().BeNull();
    }

    [Fact]
    public async Task Without_an_issuer_no_token_is_meant()
    {
        await using UserHarness harness = await UserHarness.StartAsync(settings: [("Users:Authority", ""), ("Users:Audience", "")]);

        harness.Tokens.IsMeant(harness.Issuer.Token("ann")).Should().BeFalse();
        harness.Tokens.IsMeant(harness.Issuer.Token("ann", token => token.Claims["iss"] = "")).Should().BeFalse();
    }

    [Theory]
    [InlineData("", "orders", true)]
    [InlineData("orders, billing", "billing", true)]
    [InlineData("orders, billing", "hr", false)]
    public async Task The_applications_whose_users_are_meant_can_be_named(string named, string application, bool serves)
    {
        await using UserHarness harness = await UserHarness.StartAsync(settings: [("Users:Applications", named)]);

        harness.Tokens.Serves(application).Should().Be(serves);
    }
}
