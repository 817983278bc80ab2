using System.Text;
using AwesomeAssertions;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Tests.Controls;

/// <summary>Controls as the host asks for them.</summary>
public sealed class ControlFunctionTests
{
    [Fact]
    public async Task A_control_without_a_body_is_taken_and_says_what_the_notice_has_come_to()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));

        Answer answer = await AskAsync(harness, (functions, request) => functions.PauseAsync(request, harness.Engine.Client, notice.Id), body: null);

        (answer.Status, answer.Body["status"]!.GetValue<string>(), answer.Body["id"]!.GetValue<string>()).Should().Be((202, "paused", notice.Id));
        answer.Headers.Location.ToString().Should().Be($"https://notice.example/api/notices/{notice.Id}/status");
    }

    [Fact]
    public async Task What_the_state_forbids_is_409_with_the_state()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();

        Answer answer = await AskAsync(harness, (functions, request) => functions.CancelAsync(request, harness.Engine.Client, notice.Id));

        (answer.Status, answer.ContentType, answer.Body["noticeStatus"]!.GetValue<string>()).Should().Be((409, "application/problem+json", "completed"));
    }

    [Fact]
    public async Task Another_applications_notice_is_404_and_stays_as_it_is()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        Caller billing = new("billing", Scopes.NoticesWrite);

        (await AskAsync(harness, (functions, request) => functions.CancelAsync(request, harness.Engine.Client, notice.Id), caller: billing)).Status.Should().Be(404);
        (await AskAsync(harness, (functions, request) => functions.CancelAsync(request, harness.Engine.Client, "nonsense"))).Status.Should().Be(404);
        (await AskAsync(harness, (_, request) => new ListLog(harness.Store).RunAsync(request, notice.Id), caller: billing)).Status.Should().Be(404);

        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Scheduled);
    }

    [Theory]
    [InlineData("{ \"reason\": 1 }", "/reason")]
    [InlineData("{ \"reason\": \"\" }", "/reason")]
    [InlineData("{ \"why\": \"so\" }", "/why")]
    [InlineData("[]", "")]
    [InlineData("{", "")]
    public async Task A_wrong_body_is_named_and_changes_nothing(string body, string pointer)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));

        Answer answer = await AskAsync(harness, (functions, request) => functions.CancelAsync(request, harness.Engine.Client, notice.Id), body);

        answer.Status.Should().Be(400);
        answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().Contain(pointer);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Scheduled);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ \"schedule\": {} }")]
    [InlineData("{ \"schedule\": { \"every\": \"PT1H\" } }")]
    public async Task A_new_schedule_is_read_as_that_of_a_new_notice(string body)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));

        (await AskAsync(harness, (functions, request) => functions.RescheduleAsync(request, harness.Engine.Client, notice.Id), body)).Status.Should().Be(400);
        Answer answer = await AskAsync(
            harness, (functions, request) => functions.RescheduleAsync(request, harness.Engine.Client, notice.Id), "{ \"schedule\": { \"delay\": \"PT2H\" }, \"reason\": \"later\" }");

        answer.Status.Should().Be(202);
        answer.Body["nextDue"]!.GetValue<DateTimeOffset>().Should().Be(notice.Created.AddHours(2));
    }

    [Fact]
    public async Task The_log_is_answered_newest_first_and_a_wrong_query_is_named()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();

        Answer log = await AskAsync(harness, (_, request) => new ListLog(harness.Store).RunAsync(request, notice.Id), body: null);
        log.Body["items"]!.AsArray().Should().ContainSingle().Which!["event"]!.GetValue<string>().Should().Be("fired");
        (await AskAsync(harness, (_, request) => new ListLog(harness.Store).RunAsync(request, notice.Id), body: null, query: "?limit=0")).Status.Should().Be(400);
        (await AskAsync(harness, (_, request) => new ListLog(harness.Store).RunAsync(request, notice.Id), body: null, query: "?continuation=x")).Status.Should().Be(400);
    }

    private static async Task<Answer> AskAsync(
        NoticeHarness harness, Func<ControlFunctions, HttpRequest, Task<IResult>> ask, string? body = "{}", Caller? caller = null, string query = "")
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body ?? ""), body is null ? null : "application/json");
        http.SetCaller(caller ?? IntakeHarness.Caller);
        http.Request.QueryString = new QueryString(query);
        return await IntakeHarness.AnswerAsync(http, await ask(new ControlFunctions(harness.Controls, IntakeHarness.Urls(), harness.Time), http.Request));
    }
}
