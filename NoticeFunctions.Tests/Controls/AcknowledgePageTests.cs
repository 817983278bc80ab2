using AwesomeAssertions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Controls;

public sealed class AcknowledgePageTests
{
    [Fact]
    public async Task Following_the_link_shows_a_page_and_changes_nothing_and_its_button_acknowledges()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        AcknowledgePage page = new(harness.Controls, harness.Tokens);
        string token = harness.Tokens.Make(notice.Key, 0);

        (int status, string html) = await ShowAsync(request => page.Run(request, token));
        status.Should().Be(200);
        html.Should().Contain("<form method=\"post\">");
        (await harness.Store.GetAsync(notice.Key, CancellationToken.None))!.Control.Should().BeNull();

        (await ShowAsync(async request => await page.RunAsync(request, harness.Engine.Client, token))).Status.Should().Be(200);
        (await ShowAsync(async request => await page.RunAsync(request, harness.Engine.Client, token))).Status.Should().Be(200, "again is as good as once");
        (await harness.Store.GetAsync(notice.Key, CancellationToken.None))!.Control.Should().BeEquivalentTo(new { Version = 1, Acknowledged = new[] { 0 } });
    }

    [Fact]
    public async Task A_token_that_is_forged_expired_or_of_a_notice_that_is_gone_opens_nothing()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        AcknowledgePage page = new(harness.Controls, harness.Tokens);
        string token = harness.Tokens.Make(notice.Key, 0);
        string gone = harness.Tokens.Make(new NoticeKey("orders", NoticeIds.New(harness.Time)), 0);

        // Of the last character, some bits mean nothing.
        string[] bad = ["", "nonsense", "%", token[..^4], token + "AAAA", .. Enumerable.Range(0, token.Length - 1).Select(at => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..])];
        bad.Select(harness.Tokens.Read).Should().OnlyContain(read => read == null);
        (await ShowAsync(request => page.Run(request, token[..^4]))).Status.Should().Be(404);
        (await ShowAsync(async request => await page.RunAsync(request, harness.Engine.Client, gone))).Status.Should().Be(404);
        harness.Time.Advance(AcknowledgeTokens.Lifetime);
        (await ShowAsync(request => page.Run(request, token))).Status.Should().Be(404);
    }

    private static Task<(int Status, string Html)> ShowAsync(Func<HttpRequest, IResult> function) => ShowAsync(request => Task.FromResult(function(request)));

    private static async Task<(int Status, string Html)> ShowAsync(Func<HttpRequest, Task<IResult>> function)
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        http.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
        IResult result = await function(http.Request);
        await result.ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, await new StreamReader(http.Response.Body).ReadToEndAsync());
    }
}
