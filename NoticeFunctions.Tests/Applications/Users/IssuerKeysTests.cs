using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Applications.Users;

/// <summary>How the issuer's keys are fetched, kept and given up.</summary>
public sealed class IssuerKeysTests
{
    [Fact]
    public async Task Keys_are_fetched_with_the_first_token_and_kept_for_an_hour()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.KeyRequests.Should().Be(0);
        for (int one = 0; one < 5; one++)
        {
            (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
        }

        harness.Issuer.KeyRequests.Should().Be(1);
        harness.Time.Advance(IssuerKeys.Fresh);
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
        harness.Issuer.KeyRequests.Should().Be(2);
    }

    [Fact]
    public async Task A_key_that_is_new_is_fetched_at_once_and_one_that_nobody_has_at_most_every_ten_seconds()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        await harness.UserOfAsync(harness.Issuer.Token("ann"));
        harness.Time.Advance(IssuerKeys.Pause);
        harness.Issuer.Rotate();

        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
        harness.Issuer.KeyRequests.Should().Be(2);

        harness.Time.Advance(IssuerKeys.Pause);
        for (int one = 0; one < 5; one++)
        {
            (await harness.UserOfAsync(harness.Issuer.Token("ann", token => token.SigningCredentials = new(OidcStub.NewRsa(), "RS256")))).Should().BeNull();
        }

        harness.Issuer.KeyRequests.Should().Be(3);
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann", "what is known still holds");
    }

    [Fact]
    public async Task A_key_that_the_issuer_has_withdrawn_is_good_for_an_hour_at_most()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        string old = harness.Issuer.Token("ann", token => token.Claims["exp"] = harness.Time.GetUtcNow().ToUnixTimeSeconds() + 86_400);
        await harness.UserOfAsync(old);
        harness.Issuer.Rotate();

        harness.Time.Advance(IssuerKeys.Fresh - TimeSpan.FromSeconds(1));
        (await harness.UserOfAsync(old)).Should().Be("ann");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        (await harness.UserOfAsync(old)).Should().BeNull();
    }

    [Fact]
    public async Task While_the_issuer_is_away_what_is_known_holds_for_a_day_and_then_nobody_can_tell()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        await harness.UserOfAsync(harness.Issuer.Token("ann"));
        harness.Issuer.Keys = ProviderStub.Saying(503, "");

        harness.Time.Advance(IssuerKeys.Longest - TimeSpan.FromSeconds(1));
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await FluentActions.Awaiting(() => harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().ThrowAsync<IssuerAwayException>();

        harness.Issuer.Keys = null;
        harness.Time.Advance(IssuerKeys.Pause);
        (await harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().Be("ann");
    }

    [Fact]
    public async Task Metadata_of_another_issuer_are_not_believed()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.Issuer = "https://other.example.com";

        await FluentActions.Awaiting(() => harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().ThrowAsync<IssuerAwayException>();
        harness.Issuer.KeyRequests.Should().Be(0);
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/keys")]
    [InlineData("http://keys.example.com/keys")]
    [InlineData("/keys")]
    public async Task Keys_are_fetched_from_an_address_that_can_be_trusted_or_not_at_all(string address)
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.KeysAt = address;

        await FluentActions.Awaiting(() => harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().ThrowAsync<IssuerAwayException>();
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Keys_that_make_no_sense_are_none(string document)
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.Keys = ProviderStub.Saying(200, document);

        await FluentActions.Awaiting(() => harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().ThrowAsync<IssuerAwayException>();
    }

    [Fact]
    public async Task Keys_without_end_are_broken_off()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        harness.Issuer.Keys = ProviderStub.Huge(200);

        await FluentActions.Awaiting(() => harness.UserOfAsync(harness.Issuer.Token("ann"))).Should().ThrowAsync<IssuerAwayException>();
    }

    [Fact]
    public async Task A_key_that_is_too_short_signs_nothing()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        SecurityKey weak = OidcStub.NewRsa(bits: 1024);
        harness.Issuer.Publish(weak);

        (await harness.Documents.ReadAsync()).Keys.Select(key => key.KeyId).Should().Equal(harness.Issuer.Current.Key.KeyId);
    }

    [Fact]
    public async Task A_token_that_names_no_key_is_by_the_only_one_and_of_two_by_none()
    {
        await using UserHarness harness = await UserHarness.StartAsync();
        RsaSecurityKey nameless = new(((RsaSecurityKey)harness.Issuer.Current.Key).Rsa);
        (await harness.UserOfAsync(Nameless())).Should().Be("ann");

        harness.Issuer.Publish(OidcStub.NewRsa());
        harness.Time.Advance(IssuerKeys.Fresh);
        (await harness.UserOfAsync(Nameless())).Should().BeNull("either could be meant");

        string Nameless() => harness.Issuer.Token("ann", token => token.SigningCredentials = new(nameless, SecurityAlgorithms.RsaSha256));
    }
}
