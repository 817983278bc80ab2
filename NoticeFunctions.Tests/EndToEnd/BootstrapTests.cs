using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

/// <summary>The one credential that is there before any application is.</summary>
[Collection<SharedPlatform>]
public sealed class BootstrapTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task Its_secret_gives_client_admin_every_scope()
    {
        PlatformAnswer answer = await AskAsync(Platform.AdminSecret);

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        answer.Json["token_type"]!.GetValue<string>().Should().Be("Bearer");
        answer.Json["expires_in"]!.GetValue<int>().Should().BePositive().And.BeLessThanOrEqualTo(15 * 60);
        answer.Json["scope"]!.GetValue<string>().Split(' ').Should().BeEquivalentTo(ScopeNames.All);
    }

    [Fact]
    public async Task Another_secret_gives_nothing()
    {
        PlatformAnswer answer = await AskAsync($"{Platform.AdminSecret}x");

        answer.Status.Should().Be(HttpStatusCode.Unauthorized);
        answer.Json["error"]!.GetValue<string>().Should().Be("invalid_client");
    }

    [Fact]
    public async Task The_sample_has_a_placeholder_in_its_place_which_the_first_start_fills_at_random()
    {
        JsonNode sample = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "local.settings.sample.json"), TestContext.Current.CancellationToken))!;

        sample["Values"]!["Notices__BootstrapAdminSecret"]!.GetValue<string>().Should().Be("<random>");
        Platform.AdminSecret.Should().NotBe("<random>");
        Platform.AdminSecret.Length.Should().BeGreaterThanOrEqualTo(32);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("fifteen letters", false)]
    [InlineData("sixteen letters!", true)]
    public void It_has_16_characters_at_least(string secret, bool isEnough)
    {
        ValidateOptionsResult result = new BootstrapOptionsValidator().Validate(null, new BootstrapOptions { BootstrapAdminSecret = secret });

        result.Succeeded.Should().Be(isEnough);
        (result.FailureMessage ?? "Notices:BootstrapAdminSecret").Should().Contain("Notices:BootstrapAdminSecret");
    }

    private Task<PlatformAnswer> AskAsync(string secret) => Client.SendAsync(
        HttpMethod.Post, "api/tokens", [], new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "admin"), new("client_secret", secret)]));
}
