using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels.Sandbox;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tests.Records.InMemory;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Tests.Tracking;

public sealed class TrackingFunctionTests
{
    [Fact]
    public async Task A_notice_is_answered_as_it_was_posted_with_what_became_of_it()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose(new NoticeSchedule(Every: "P1D", Count: 2)) with { Category = "news", Metadata = new Dictionary<string, string> { ["order"] = "1" } };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        Answer answer = await AskAsync(request => new GetNotice(harness.Store, harness.Brakes).RunAsync(request, notice.Id));

        answer.Status.Should().Be(200);
        answer.Body.ToJsonString().Should().Contain("\"order\":\"1\"").And.Contain("\"every\":\"P1D\"");
        answer.Body["content"]!.GetValue<string>().Should().Be("Text");
        answer.Body["status"]!.GetValue<string>().Should().Be("scheduled");
        answer.Body["occurrences"]!.GetValue<int>().Should().Be(1);
        answer.Body["nextDue"]!.GetValue<DateTimeOffset>().Should().Be(notice.Created.AddDays(1));
        answer.Body["counts"]!["email"]!["sent"]!.GetValue<int>().Should().Be(1);
    }

    [Fact]
    public async Task Another_applications_notice_is_404()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice billings = harness.Compose() with { Application = "billing" };
        await harness.Store.ReserveAsync(billings, fingerprint: null, CancellationToken.None);

        (await AskAsync(request => new GetNotice(harness.Store, harness.Brakes).RunAsync(request, billings.Id))).Status.Should().Be(404);
        (await AskAsync(request => new ListDeliveries(harness.Store).RunAsync(request, billings.Id))).Status.Should().Be(404);
        (await AskAsync(request => new ListNotices(harness.Store).RunAsync(request))).Body["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_delivery_that_waits_says_when_it_is_tried_again()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, _) => NoticeFunctions.Channels.ProviderOutcome.Transient("503: busy");
        Notice notice = await harness.PostAsync();
        Answer answer = await AskAsync(request => new ListDeliveries(harness.Store).RunAsync(request, notice.Id));

        answer.Body["items"]![0]!["status"]!.GetValue<string>().Should().Be("sending");
        answer.Body["items"]![0]!["retryAt"]!.GetValue<DateTimeOffset>().Should().BeAfter(harness.Time.GetUtcNow());
        answer.Body["items"]![0]!["attempts"]![0]!["error"]!.GetValue<string>().Should().Be("503: busy");
    }

    [Theory]
    [InlineData("?limit=0", "?limit")]
    [InlineData("?limit=201", "?limit")]
    [InlineData("?limit=1&limit=2", "?limit")]
    [InlineData("?continuation=nonsense", "?continuation")]
    [InlineData("?status=queued", "?status")]
    public async Task A_wrong_query_of_deliveries_is_named(string query, string pointer)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        Answer answer = await AskAsync(request => new ListDeliveries(harness.Store).RunAsync(request, notice.Id), query);

        answer.Status.Should().Be(400);
        answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().Contain(pointer);
    }

    [Fact]
    public async Task Where_the_sandbox_is_not_enabled_there_is_none_to_look_into()
    {
        InMemorySandbox sandbox = new();
        Task<Answer> Ask(bool enabled) => AskAsync(request => new ListSandbox(sandbox, Options.Create(new SandboxOptions { Enabled = enabled })).RunAsync(request));

        (await Ask(enabled: false)).Status.Should().Be(404);
        (await Ask(enabled: true)).Status.Should().Be(200);
    }

    [Fact]
    public async Task A_store_that_is_away_is_the_middlewares_to_answer()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Store.Away = true;
        Func<Task> ask = () => AskAsync(request => new ListNotices(harness.Store).RunAsync(request));

        await ask.Should().ThrowAsync<RecordsUnavailableException>();
    }

    private static async Task<Answer> AskAsync(Func<HttpRequest, Task<IResult>> function, string query = "")
    {
        DefaultHttpContext http = IntakeHarness.Request([], contentType: null);
        http.Request.QueryString = new QueryString(query);
        return await IntakeHarness.AnswerAsync(http, await function(http.Request));
    }
}
