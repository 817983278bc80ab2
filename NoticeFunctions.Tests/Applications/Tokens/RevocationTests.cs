using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Tests.Applications.Authentication;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Applications.Tokens;

/// <summary>What a token loses while it is good by its own word.</summary>
public sealed class RevocationTests(RedisServer server) : ServerTests(server), IDisposable
{
    private AuthenticationHarness harness = null!;
    private ApplicationKey key = null!;

    [Theory]
    [InlineData("revoke")]
    [InlineData("expire")]
    [InlineData("disable")]
    [InlineData("delete")]
    public async Task A_token_goes_with_its_key_or_its_application_within_five_seconds(string what)
    {
        string token = await IssueAsync();
        (await AskAsync(token))!.Application.Should().Be("orders");
        await harness.Store.ChangeAsync(
            "orders",
            known => what switch
            {
                "revoke" => known with { Keys = [] },
                "expire" => known with { Keys = [key with { Expires = harness.Time.GetUtcNow() }] },
                "disable" => known with { Disabled = true },
                _ => known.Delete(harness.Time.GetUtcNow()),
            },
            None);

        harness.Time.Advance(TimeSpan.FromSeconds(5));
        (await AskAsync(token)).Should().BeNull();
    }

    [Fact]
    public async Task Another_key_takes_nothing_from_it()
    {
        string token = await IssueAsync();
        await harness.Store.ChangeAsync("orders", known => known with { Keys = [.. known.Keys, NewSecret.Make(harness.Time.GetUtcNow()).Key] }, None);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        (await AskAsync(token)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_key_that_is_added_in_place_of_a_revoked_one_does_not_bring_its_tokens_back()
    {
        string token = await IssueAsync();
        await harness.Store.ChangeAsync("orders", known => known with { Keys = [NewSecret.Make(harness.Time.GetUtcNow()).Key] }, None);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        (await AskAsync(token)).Should().BeNull();
    }

    [Fact]
    public async Task A_scope_or_rule_that_the_application_loses_its_token_loses_too()
    {
        string token = await IssueAsync();
        await harness.Store.ChangeAsync("orders", known => known with { Scopes = Scopes.NoticesRead | Scopes.Admin, Rules = new ApplicationRules { NoticesPerMinute = 1 } }, None);
        harness.Time.Advance(TimeSpan.FromSeconds(5));

        Caller caller = (await AskAsync(token))!;
        caller.Scopes.Should().Be(Scopes.NoticesRead, "and what it gains takes another token");
        caller.Rules.NoticesPerMinute.Should().Be(1);
    }

    [Fact]
    public async Task A_token_is_good_for_a_quarter_of_an_hour_and_outlives_the_change_of_the_platforms_keys()
    {
        string token = await IssueAsync();
        harness.Time.Advance(TimeSpan.FromMinutes(15));
        (await AskAsync(token)).Should().NotBeNull("hosts' clocks may differ by half a minute");
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        (await AskAsync(token)).Should().BeNull();

        harness.Time.Advance(TimeSpan.FromDays(30));
        await harness.Rings.Signing.CurrentAsync(None);
        harness.Time.Advance(KeyRing.Lead - TimeSpan.FromSeconds(1));
        string last = await IssueAsync();
        harness.Time.Advance(TimeSpan.FromMinutes(10));
        (await harness.Rings.Signing.AllAsync(None)).Should().HaveCount(2);
        (await AskAsync(last)).Should().NotBeNull();
        (await AskAsync(await IssueAsync())).Should().NotBeNull();
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        harness?.Dispose();
    }

    private ValueTask<Caller?> AskAsync(string token) => harness.AccessTokens.ValidateAsync(token, None);

    private async Task<string> IssueAsync()
    {
        if (harness is null)
        {
            harness = new AuthenticationHarness(Records.Database);
            key = NewSecret.Make(harness.Time.GetUtcNow()).Key;
            await harness.RegisterAsync("orders", key);
        }

        RegisteredApplication orders = (await harness.Store.FindAsync("orders", None))!;
        return (await harness.Issuer.IssueAsync("orders", key.Id, orders.Scopes, None)).Token;
    }
}
