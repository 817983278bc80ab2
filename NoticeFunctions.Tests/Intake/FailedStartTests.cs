using Microsoft.DurableTask.Client;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NSubstitute;

namespace NoticeFunctions.Tests.Intake;

/// <summary>The engine is away while a notice comes in: whatever the caller is told and does then, the notice goes out once.</summary>
public sealed class FailedStartTests
{
    private const string Valid = """{ "title": "a", "content": "b", "to": [ { "email": "ann@example.com" } ] }""";

    private static DurableTaskClient Away => Substitute.For<DurableTaskClient>("away").Failing(new TimeoutException("the store is away"));

    [Fact]
    public async Task The_answer_is_503_with_Retry_After_and_without_what_was_thrown()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer answer = await harness.PostAsync(Valid, client: Away);

        answer.Status.Should().Be(503);
        answer.Headers.RetryAfter.ToString().Should().Be("5");
        answer.ContentType.Should().StartWith("application/problem+json");
        answer.Body.ToJsonString().Should().NotContain("TimeoutException").And.NotContain("the store is away");
    }

    [Fact]
    public async Task Without_a_key_the_notice_is_withdrawn_so_that_the_callers_next_try_is_the_only_one()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        await harness.PostAsync(Valid, client: Away);
        (await harness.PostAsync(Valid)).Status.Should().Be(202);
        await harness.Notices.Engine.Engine.WhenIdleAsync();
        harness.Notices.Time.Advance(TimeSpan.FromMinutes(1));

        (await UnstartedAsync(harness)).Should().BeEmpty();
        harness.Notices.Provider.Taken.Should().ContainSingle();
        NoticeRecord withdrawn = (await ListAsync(harness)).Single(record => record.Progress.Status == NoticeStatus.Cancelled);
        withdrawn.Progress.Reason.Should().Be("not-started");
    }

    [Fact]
    public async Task A_start_that_gets_through_after_the_notice_was_withdrawn_sends_nothing()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        await harness.PostAsync(Valid, client: Away);
        Notice withdrawn = (await ListAsync(harness)).Single().Notice;
        await harness.Notices.Starter.StartAsync(harness.Notices.Engine.Client, withdrawn, CancellationToken.None);
        OrchestrationMetadata instance = await harness.Notices.RunToEndAsync(withdrawn);

        harness.Notices.Provider.Taken.Should().BeEmpty();
        instance.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().Should().Be("cancelled");
    }

    [Fact]
    public async Task With_a_key_the_notice_stays_reserved_for_the_callers_next_try_or_the_sweeper()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Answer first = await harness.PostAsync(Valid, key: "order-1", client: Away);
        harness.Notices.Time.Advance(TimeSpan.FromMinutes(1));
        NoticeRecord kept = (await UnstartedAsync(harness)).Should().ContainSingle().Subject;
        await harness.Notices.Starter.StartAsync(harness.Notices.Engine.Client, kept.Notice, CancellationToken.None);
        Answer second = await harness.PostAsync(Valid, key: "order-1");
        await harness.Notices.Engine.Engine.WhenIdleAsync();

        (first.Status, second.Status).Should().Be((503, 202));
        second.Body["id"]!.GetValue<string>().Should().Be(kept.Notice.Id);
        harness.Notices.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task A_start_whose_answer_was_lost_is_a_success_when_the_instance_is_there()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        DurableTaskClient known = Substitute.For<DurableTaskClient>("known");
        known.GetInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(call => new OrchestrationMetadata("Notice", call.Arg<string>()));
        Answer answer = await harness.PostAsync(Valid, client: Substitute.For<DurableTaskClient>("deaf").FailingOnlyToStart(known));

        answer.Status.Should().Be(202);
        (await ListAsync(harness)).Single().Progress.Status.Should().Be(NoticeStatus.Queued);
    }

    [Fact]
    public async Task A_start_that_seemed_to_fail_is_a_success_when_the_notice_has_begun_to_go_out()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        DurableTaskClient deaf = Substitute.For<DurableTaskClient>("deaf");
        deaf.FailingOnlyToStart(deaf);
        deaf.GetInstanceAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(async _ =>
        {
            // The look comes too early to see the instance, and the instance is quick.
            Notice reserved = (await ListAsync(harness)).Single().Notice;
            await harness.Notices.Starter.StartAsync(harness.Notices.Engine.Client, reserved, CancellationToken.None);
            await harness.Notices.Engine.Engine.WhenIdleAsync();
            return null;
        });
        Answer answer = await harness.PostAsync(Valid, client: deaf);

        answer.Status.Should().Be(202);
        harness.Notices.Provider.Taken.Should().ContainSingle();
        (await ListAsync(harness)).Single().Progress.Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task When_the_engine_neither_starts_nor_fails_the_caller_has_its_answer_after_twenty_seconds()
    {
        await using IntakeHarness harness = await IntakeHarness.StartAsync();
        Task<Answer> answer = harness.PostAsync(Valid, client: Substitute.For<DurableTaskClient>("stuck").Hanging());
        while (!answer.IsCompleted)
        {
            await Task.Yield();
            harness.Notices.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await answer).Status.Should().Be(503);
    }

    private static Task<IReadOnlyList<NoticeRecord>> UnstartedAsync(IntakeHarness harness) =>
        harness.Notices.Store.FindUnstartedAsync(TimeSpan.FromSeconds(30), 10, CancellationToken.None);

    private static async Task<IReadOnlyList<NoticeRecord>> ListAsync(IntakeHarness harness) =>
        (await harness.Notices.Store.ListAsync("orders", NoticeFilter.None, 10, continuation: null, CancellationToken.None)).Items;
}
