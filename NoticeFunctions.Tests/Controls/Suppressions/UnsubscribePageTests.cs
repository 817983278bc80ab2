using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NoticeFunctions.Controls.Suppressions;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records.Suppressions;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Controls.Suppressions;

public sealed class UnsubscribePageTests
{
    private static Unsubscriber Ann(NoticeHarness harness) => new("orders", harness.Suppressions.KeyOf("orders", Channel.Email, "ann@example.com", "news"));

    [Fact]
    public async Task Following_the_link_changes_nothing_and_one_click_of_a_mail_program_or_of_the_pages_button_unsubscribes()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        UnsubscribePage page = new(harness.Suppressions, harness.Unsubscribing, harness.Time);
        string token = harness.Unsubscribing.Make(Ann(harness));

        (int status, string html) = await ShowAsync(request => Task.FromResult(page.Run(request, token)));
        status.Should().Be(200);
        html.Should().Contain("<form method=\"post\">").And.Contain("news").And.NotContain("ann@");
        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().BeFalse();

        (await ShowAsync(async request => await page.RunAsync(request, token), "List-Unsubscribe=One-Click")).Status.Should().Be(200);
        (await ShowAsync(async request => await page.RunAsync(request, token))).Status.Should().Be(200, "again is as good as once");
        (await harness.SuppressionStore.FindAsync("orders", [Ann(harness).Key], CancellationToken.None)).Single()!.Reason.Should().Be(SuppressionReason.Unsubscribed);
    }

    [Fact]
    public async Task A_token_that_is_forged_expired_or_of_another_purpose_opens_nothing()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        UnsubscribePage page = new(harness.Suppressions, harness.Unsubscribing, harness.Time);
        string token = harness.Unsubscribing.Make(Ann(harness));

        // Of the last character, some bits mean nothing.
        string[] bad =
        [
            "", "nonsense", "%", token[..^4], token + "AAAA", harness.Tokens.Make(new NoticeKey("orders", new string('a', 32)), 0),
            .. Enumerable.Range(0, token.Length - 1).Select(at => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..]),
        ];
        bad.Select(harness.Unsubscribing.Read).Should().OnlyContain(read => read == null);
        harness.Tokens.Read(token).Should().BeNull();
        (await ShowAsync(request => Task.FromResult(page.Run(request, token[..^4])))).Status.Should().Be(404);
        (await ShowAsync(async request => await page.RunAsync(request, token[..^4]))).Status.Should().Be(404);
        harness.Time.Advance(UnsubscribeTokens.Lifetime);
        (await ShowAsync(async request => await page.RunAsync(request, token))).Status.Should().Be(404);
        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().BeFalse();
    }

    private static async Task<(int Status, string Html)> ShowAsync(Func<HttpRequest, Task<IResult>> function, string body = "")
    {
        DefaultHttpContext http = IntakeHarness.Request(System.Text.Encoding.ASCII.GetBytes(body), body.Length == 0 ? null : "application/x-www-form-urlencoded");
        http.RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider();
        IResult result = await function(http.Request);
        await result.ExecuteAsync(http);
        http.Response.Body.Position = 0;
        return (http.Response.StatusCode, await new StreamReader(http.Response.Body).ReadToEndAsync());
    }
}
