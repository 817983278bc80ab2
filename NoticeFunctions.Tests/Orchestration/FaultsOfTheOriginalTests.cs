using AwesomeAssertions;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>What the platform's predecessor did wrong with time and with changes of mind, each as what is right.</summary>
public sealed class FaultsOfTheOriginalTests
{
    [Fact]
    public async Task A_cancelled_one_shot_is_not_sent()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));

        (await harness.ControlAsync(notice, ControlKind.Cancel)).IsAllowed.Should().BeTrue();
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));

        harness.Provider.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task A_notice_whose_record_is_gone_when_it_comes_due_fails_and_says_why()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice lost = harness.Compose(new NoticeSchedule(Delay: "PT1H"));
        await harness.Starter.StartAsync(harness.Engine.Client, lost, CancellationToken.None);

        await harness.RunToEndAsync(lost);

        OrchestrationMetadata instance = (await harness.Engine.Client.GetInstanceAsync(lost.Id, getInputsAndOutputs: true, CancellationToken.None))!;
        instance.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        (instance.FailureDetails?.ErrorMessage ?? instance.SerializedOutput).Should().Contain("record");
        harness.Provider.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task A_failed_occurrence_is_tried_again_and_never_ends_its_cycle()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(maxAttempts: 3);
        harness.Provider.Answer = (delivery, _) => delivery.Occurrence == 2 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 4));

        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.GroupBy(one => one.Delivery.Occurrence).Select(group => (group.Key, group.Count())).Should().Equal((1, 1), (2, 3), (3, 1), (4, 1));
    }

    [Fact]
    public async Task An_occurrence_is_due_when_its_schedule_says_and_not_at_the_next_full_hour()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow().AddMinutes(25);
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H20M", Start: start, Count: 3));

        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.At).Should().Equal(start, start.AddMinutes(80), start.AddMinutes(160));
    }
}
