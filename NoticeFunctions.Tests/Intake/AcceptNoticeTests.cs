using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Intake;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake;

public sealed class AcceptNoticeTests
{
    private const string Valid = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";

    [Fact]
    public async Task A_notice_is_answered_202_with_exactly_its_id_status_and_status_URL()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer answer = await harness.PostAsync(Valid);

        answer.Status.Should().Be(202);
        answer.Body.Select(member => member.Key).Should().Equal("id", "status", "statusQueryGetUri");
        string id = answer.Body["id"]!.GetValue<string>();
        NoticeIds.IsWellFormed(id).Should().BeTrue();
        answer.Body["status"]!.GetValue<string>().Should().Be("queued");
        answer.Body["statusQueryGetUri"]!.GetValue<string>().Should().Be($"https://notice.example/api/notices/{id}/status");
        answer.Headers.Location.ToString().Should().Be($"https://notice.example/api/notices/{id}/status");
        await harness.Notices.Engine.Engine.WhenIdleAsync();
        harness.Notices.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task A_notice_for_later_is_scheduled()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        (await harness.PostAsync("""{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ], "schedule": { "delay": "PT1H" } }"""))
            .Body["status"]!.GetValue<string>().Should().Be("scheduled");
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_answer_and_one_notice_even_after_it_has_ended()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer first = await harness.PostAsync(Valid, key: "order-1");
        await harness.Notices.Engine.Engine.WhenIdleAsync();
        Answer second = await harness.PostAsync(Valid, key: "order-1");
        await harness.Notices.Engine.Engine.WhenIdleAsync();

        second.Status.Should().Be(202);
        second.Body.ToJsonString().Should().Be(first.Body.ToJsonString());
        harness.Notices.Provider.Taken.Should().ContainSingle();
        (await harness.PostAsync(Valid, key: "order-2")).Body["id"]!.GetValue<string>().Should().NotBe(first.Body["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        await harness.PostAsync(Valid, key: "order-1");
        Answer answer = await harness.PostAsync(Valid.Replace("\"a\"", "\"other\""), key: "order-1");

        answer.Status.Should().Be(422);
        answer.ContentType.Should().StartWith("application/problem+json");
    }

    [Fact]
    public async Task A_repeated_request_whose_instant_has_passed_meanwhile_is_answered_as_before()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        string at = harness.Notices.Time.GetUtcNow().AddMinutes(5).ToString("O");
        string body = $$"""{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ], "schedule": { "at": "{{at}}" } }""";
        Answer first = await harness.PostAsync(body, key: "k");
        await harness.Notices.Engine.AdvanceAsync(TimeSpan.FromHours(1));

        (await harness.PostAsync(body, key: "k")).Body.ToJsonString().Should().Be(first.Body.ToJsonString());
        (await harness.PostAsync(body, key: "another")).Status.Should().Be(400);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u00e9")]
    [InlineData("a\tb")]
    public async Task A_wrong_idempotency_key_is_named_beside_the_rest(string key)
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer answer = await harness.PostAsync("{}", key);
        answer.Status.Should().Be(400);
        Pointers(answer).Should().BeEquivalentTo("Idempotency-Key", "/title", "/content", "/to");
    }

    [Theory]
    [InlineData(255, 202)]
    [InlineData(256, 400)]
    public async Task A_key_may_have_255_characters(int length, int status)
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        (await harness.PostAsync(Valid, new string('k', length))).Status.Should().Be(status);
    }

    [Theory]
    [InlineData("{ \"title\": \"a\",\n  oops }", "line 2, position 3")]
    [InlineData("", "line 1, position 1")]
    [InlineData("{", "line 1, position 2")]
    [InlineData("{} x", "line 1, position 4")]
    [InlineData("{ \"title\": \"a\", }", "line 1")]
    [InlineData("{ /* a */ }", "line 1")]
    [InlineData("{ \"title\": \"\\ud800\" }", "surrogate")]
    public async Task Malformed_JSON_is_told_where(string body, string where)
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer answer = await harness.PostAsync(body);
        answer.Status.Should().Be(400);
        answer.Body["errors"]![0]!["detail"]!.GetValue<string>().Should().Contain(where);
    }

    [Fact]
    public async Task JSON_that_nests_deeper_than_64_is_refused()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        (await harness.PostAsync(new string('[', 65) + new string(']', 65))).Body["errors"]![0]!["detail"]!.GetValue<string>().Should().Contain("64");
    }

    [Fact]
    public async Task Problems_have_the_members_of_RFC_9457_and_errors_with_pointer_detail_and_example()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer answer = await harness.PostAsync("""{ "title": "", "content": "b", "to": [ { "email": "ann" } ] }""");

        answer.ContentType.Should().StartWith("application/problem+json");
        answer.Body.Select(member => member.Key).Should().Contain(["type", "title", "status", "detail", "errors"]);
        answer.Body["status"]!.GetValue<int>().Should().Be(400);
        Pointers(answer).Should().Equal("/title", "/to/0/email");
        answer.Body["errors"]!.AsArray().Should().OnlyContain(error => error!["example"] != null);
    }

    [Theory]
    [InlineData("application/json", 202)]
    [InlineData("application/json; charset=utf-8", 202)]
    [InlineData("APPLICATION/JSON; charset=\"UTF-8\"", 202)]
    [InlineData("application/vnd.example+json", 202)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("nonsense", 415)]
    [InlineData(null, 415)]
    public async Task Only_JSON_in_UTF_8_is_read(string? contentType, int status)
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        (await harness.PostAsync(Valid, contentType: contentType)).Status.Should().Be(status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_2_MB_is_413_whether_its_length_is_told_or_not(bool told)
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(new string(' ', NoticeLimits.BodyBytes + 1)), "application/json");
        http.Request.ContentLength = told ? NoticeLimits.BodyBytes + 1 : null;
        (_, ProblemResult? problem) = await JsonBody.ReadAsync(http.Request, NoticeLimits.BodyBytes, CancellationToken.None);
        problem!.Problem.Status.Should().Be(413);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_exactly_2_MB_is_read(bool told)
    {
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(new string(' ', NoticeLimits.BodyBytes)), "application/json");
        http.Request.ContentLength = told ? NoticeLimits.BodyBytes : null;
        (ReadOnlyMemory<byte> body, ProblemResult? problem) = await JsonBody.ReadAsync(http.Request, NoticeLimits.BodyBytes, CancellationToken.None);
        problem.Should().BeNull();
        body.Length.Should().Be(NoticeLimits.BodyBytes);
    }

    [Fact]
    public async Task The_trace_of_the_request_is_kept_with_the_notice()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        using Activity request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        Answer answer = await harness.PostAsync(Valid);

        NoticeKey key = new("orders", answer.Body["id"]!.GetValue<string>());
        (await harness.Notices.Store.GetAsync(key, CancellationToken.None))!.Notice.TraceParent.Should().Be(request.Id);
    }

    private static IEnumerable<string> Pointers(Answer answer) => answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>());
}
