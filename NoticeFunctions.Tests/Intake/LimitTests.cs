using NoticeFunctions.Applications;

namespace NoticeFunctions.Tests.Intake;

/// <summary>What an application is answered that has reached its limits.</summary>
public sealed class LimitTests
{
    private const string Body = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";
    private const string Later = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ], "schedule": { "delay": "PT1H" } }""";

    [Fact]
    public async Task Beyond_the_notices_of_a_minute_it_is_429_with_when_to_come_again_and_what_the_limit_is()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Caller caller = With(new ApplicationRules { NoticesPerMinute = 3 });
        int rest = 60 - harness.Notices.Time.GetUtcNow().Second;
        for (int left = 2; left >= 0; left--)
        {
            Answer accepted = await harness.PostAsync(Later, caller: caller);
            accepted.Status.Should().Be(202);
            accepted.Headers["RateLimit-Policy"].ToString().Should().Be("\"notices-per-minute\";q=3;w=60");
            accepted.Headers["RateLimit"].ToString().Should().Be($"\"notices-per-minute\";r={left};t={rest}");
        }

        Answer refused = await harness.PostAsync(Later, caller: caller);
        refused.Status.Should().Be(429);
        refused.ContentType.Should().Be("application/problem+json");
        refused.Body["type"]!.GetValue<string>().Should().Be("urn:notice:problem:limit-reached");
        refused.Body["detail"]!.GetValue<string>().Should().Contain("3 notices a minute");
        refused.Headers.RetryAfter.ToString().Should().Be($"{rest}");
        refused.Headers["RateLimit-Policy"].ToString().Should().Be("\"notices-per-minute\";q=3;w=60");
        refused.Headers["RateLimit"].ToString().Should().Be($"\"notices-per-minute\";r=0;t={rest}");

        harness.Notices.Time.Advance(TimeSpan.FromSeconds(rest));
        (await harness.PostAsync(Later, caller: caller)).Status.Should().Be(202);
    }

    [Fact]
    public async Task Beyond_the_pending_notices_it_is_429_until_one_has_ended()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Caller caller = With(new ApplicationRules { PendingNotices = 2 });
        (await harness.PostAsync(Later, caller: caller)).Status.Should().Be(202);
        (await harness.PostAsync(Later, caller: caller)).Status.Should().Be(202);

        Answer refused = await harness.PostAsync(Later, caller: caller);
        refused.Status.Should().Be(429);
        refused.Headers.RetryAfter.ToString().Should().Be("10");
        refused.Headers["RateLimit-Policy"].ToString().Should().Be("\"pending-notices\";q=2");
        refused.Headers["RateLimit"].ToString().Should().Be("\"pending-notices\";r=0");

        await harness.Notices.Engine.AdvanceToNextTimerAsync();
        await harness.Notices.Engine.Engine.WhenIdleAsync();
        (await harness.PostAsync(Later, caller: caller)).Status.Should().Be(202);
    }

    [Fact]
    public async Task A_repeated_request_is_neither_refused_nor_counted_twice()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Caller caller = With(new ApplicationRules { NoticesPerMinute = 2, PendingNotices = 2 });
        Answer first = await harness.PostAsync(Later, key: "1", caller: caller);
        for (int times = 0; times < 10; times++)
        {
            (await harness.PostAsync(Later, key: "1", caller: caller)).Status.Should().Be(202);
        }

        (await harness.PostAsync(Later, key: "2", caller: caller)).Status.Should().Be(202, "the repetitions have taken nothing");
        (await harness.PostAsync(Later, key: "3", caller: caller)).Status.Should().Be(429);
        Answer again = await harness.PostAsync(Later, key: "1", caller: caller);
        again.Status.Should().Be(202, "it is known");
        again.Body.ToJsonString().Should().Be(first.Body.ToJsonString());
        (await harness.PostAsync(Body, key: "1", caller: caller)).Status.Should().Be(422, "a conflict stays one");
    }

    [Fact]
    public async Task What_is_wrong_counts_for_nothing()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Caller caller = With(new ApplicationRules { NoticesPerMinute = 1 });
        for (int times = 0; times < 5; times++)
        {
            (await harness.PostAsync("{}", caller: caller)).Status.Should().Be(400);
        }

        (await harness.PostAsync(Body, caller: caller)).Status.Should().Be(202);
    }

    [Fact]
    public async Task Zero_is_no_limit_and_says_nothing()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Caller caller = With(new ApplicationRules { NoticesPerMinute = 0, PendingNotices = 0 });
        Answer answer = await harness.PostAsync(Body, caller: caller);

        answer.Status.Should().Be(202);
        answer.Headers.Keys.Should().NotContain(name => name.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase));
        ((NoticeFunctions.Tests.Limits.InMemoryMinuteCounter)harness.Counter).Calls.Should().Be(0);
    }

    [Fact]
    public async Task One_applications_limit_is_not_anothers()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        ApplicationRules rules = new() { NoticesPerMinute = 1, PendingNotices = 1 };
        (await harness.PostAsync(Later, caller: With(rules))).Status.Should().Be(202);
        (await harness.PostAsync(Later, caller: With(rules))).Status.Should().Be(429);

        (await harness.PostAsync(Later, caller: With(rules) with { Application = "billing" })).Status.Should().Be(202);
    }

    [Fact]
    public async Task While_the_store_is_away_it_is_503_and_not_429()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        harness.Notices.Store.Away = true;

        await FluentActions.Awaiting(() => harness.PostAsync(Body, caller: With(new ApplicationRules { NoticesPerMinute = 1, PendingNotices = 1 })))
            .Should().ThrowAsync<NoticeFunctions.Records.RecordsUnavailableException>();
        harness.Notices.Store.Away = false;
        (await harness.PostAsync(Body, caller: With(new ApplicationRules { NoticesPerMinute = 1, PendingNotices = 1 }))).Status.Should().Be(202, "what failed took nothing");
    }

    private static Caller With(ApplicationRules rules) => IntakeHarness.Caller with { Rules = rules };
}
