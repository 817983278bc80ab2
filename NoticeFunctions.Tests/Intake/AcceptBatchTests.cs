using System.Text;
using System.Text.Json.Nodes;
using AwesomeAssertions;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Intake;

public sealed class AcceptBatchTests
{
    private const string Good = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";
    private const string Bad = """{ "title": "", "to": [] }""";

    [Fact]
    public async Task A_thousand_notices_are_taken_at_once_with_a_result_for_each_in_their_order()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        JsonArray results = Results(await PostAsync(intake, Enumerable.Repeat(Good, 1000)));
        await intake.Notices.Engine.Engine.WhenIdleAsync();

        results.Should().HaveCount(1000).And.OnlyContain(result => result!["status"]!.GetValue<int>() == 202);
        results.Select(result => result!["notice"]!["id"]!.GetValue<string>()).Should().OnlyHaveUniqueItems();
        intake.Notices.Provider.Taken.Should().HaveCount(1000);
    }

    [Fact]
    public async Task A_bad_notice_harms_no_other_and_its_faults_are_named()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        JsonArray results = Results(await PostAsync(intake, [Good, Bad, "1", Good]));

        results.Select(result => result!["status"]!.GetValue<int>()).Should().Equal(202, 400, 400, 202);
        results[1]!["problem"]!["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().BeEquivalentTo("/title", "/content", "/to");
    }

    [Fact]
    public async Task Beyond_the_limit_each_further_notice_is_429_and_those_within_it_are_taken()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();
        Caller caller = IntakeHarness.Caller with { Rules = new ApplicationRules { NoticesPerMinute = 2 } };

        Answer answer = await PostAsync(intake, $$"""{ "notices": [ {{string.Join(", ", Enumerable.Repeat(Good, 4))}} ] }""", caller: caller);

        JsonArray results = Results(answer);
        results.Count(result => result!["status"]!.GetValue<int>() == 202).Should().Be(2);
        results.Where(result => result!["status"]!.GetValue<int>() == 429).Should().HaveCount(2)
            .And.OnlyContain(result => result!["problem"]!["type"]!.GetValue<string>() == "urn:notice:problem:limit-reached");
        await intake.Notices.Engine.Engine.WhenIdleAsync();
        intake.Notices.Provider.Taken.Should().HaveCount(2);
    }

    [Theory]
    [InlineData("[]", "")]
    [InlineData("{}", "/notices")]
    [InlineData("""{ "notices": [] }""", "/notices")]
    [InlineData("""{ "notices": {} }""", "/notices")]
    [InlineData("""{ "notices": [ 1 ], "more": 1 }""", "/more")]
    public async Task What_is_no_batch_is_named(string body, string pointer)
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        Answer answer = await PostAsync(intake, body);

        answer.Status.Should().Be(400);
        answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().Contain(pointer);
    }

    [Fact]
    public async Task More_than_a_thousand_are_refused_as_a_whole()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        (await PostAsync(intake, Enumerable.Repeat(Good, 1001))).Status.Should().Be(400);
        intake.Notices.Provider.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task The_whole_requests_key_makes_a_repetition_safe_and_with_another_body_it_is_refused()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        Answer first = await PostAsync(intake, [Bad, Good, Good], "batch-1");
        Answer again = await PostAsync(intake, [Bad, Good, Good], "batch-1");
        Answer other = await PostAsync(intake, [Bad, Good, Good, Good], "batch-1");
        await intake.Notices.Engine.Engine.WhenIdleAsync();

        again.Body.ToJsonString().Should().Be(first.Body.ToJsonString());
        other.Status.Should().Be(422);
        intake.Notices.Provider.Taken.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_notices_own_key_is_that_of_a_notice_that_is_posted_alone()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();
        string keyed = """{ "idempotencyKey": "order-1", "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";
        string other = keyed.Replace("\"a\"", "\"c\"", StringComparison.Ordinal);
        string wrong = keyed.Replace("\"order-1\"", "1", StringComparison.Ordinal);

        JsonArray results = Results(await PostAsync(intake, [keyed]));
        JsonArray again = Results(await PostAsync(intake, [keyed, other, wrong]));

        again.Select(result => result!["status"]!.GetValue<int>()).Should().Equal(202, 422, 400);
        again[0]!["notice"]!["id"]!.GetValue<string>().Should().Be(results[0]!["notice"]!["id"]!.GetValue<string>()).And.Be(NoticeIds.FromIdempotencyKey("orders", "order-1"));
        again[2]!["problem"]!["errors"]![0]!["pointer"]!.GetValue<string>().Should().Be("/idempotencyKey");
    }

    [Fact]
    public async Task Of_a_hundred_posts_at_once_under_one_key_all_are_told_of_the_one_notice()
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();

        Answer[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => intake.PostAsync(Good, "order-1"))));
        await intake.Notices.Engine.Engine.WhenIdleAsync();

        answers.Should().OnlyContain(answer => answer.Status == 202);
        answers.Select(answer => answer.Body["id"]!.GetValue<string>()).Distinct().Should().ContainSingle();
        intake.Notices.Provider.Taken.Should().ContainSingle();
        (await intake.PostAsync(Good.Replace("\"a\"", "\"c\"", StringComparison.Ordinal), "order-1")).Status.Should().Be(422);
    }

    private static JsonArray Results(Answer answer)
    {
        answer.Status.Should().Be(200);
        return answer.Body["results"]!.AsArray();
    }

    private static Task<Answer> PostAsync(IntakeHarness intake, IEnumerable<string> notices, string? key = null) =>
        PostAsync(intake, $"{{ \"notices\": [ {string.Join(", ", notices)} ] }}", key);

    private static async Task<Answer> PostAsync(IntakeHarness intake, string body, string? key = null, Caller? caller = null)
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body), "application/json");
        http.SetCaller(caller ?? IntakeHarness.Caller);
        if (key is not null)
        {
            http.Request.Headers["Idempotency-Key"] = key;
        }

        return await IntakeHarness.AnswerAsync(http, await intake.Batch.RunAsync(http.Request, intake.Notices.Engine.Client));
    }
}
