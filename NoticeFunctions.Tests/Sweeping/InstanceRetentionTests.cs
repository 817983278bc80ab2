using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Sweeping;
using NoticeFunctions.Tests.Orchestration;
using NSubstitute;

namespace NoticeFunctions.Tests.Sweeping;

public sealed class InstanceRetentionTests
{
    [Fact]
    public async Task A_finished_instance_is_purged_after_its_hour_and_its_record_stays()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        harness.Time.Advance(TimeSpan.FromMinutes(59));
        await PurgeAsync(harness);
        (await InstanceAsync(harness, notice)).Should().NotBeNull();

        harness.Time.Advance(TimeSpan.FromMinutes(2));
        await PurgeAsync(harness);

        (await InstanceAsync(harness, notice)).Should().BeNull();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task What_runs_is_never_purged_however_old()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice waiting = await harness.PostAsync(new NoticeSchedule(Delay: "P400D"));
        await harness.Engine.AdvanceAsync(TimeSpan.FromDays(399));
        await PurgeAsync(harness);
        await harness.RunToEndAsync(waiting);

        harness.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task A_failed_instance_is_purged_like_a_completed_one()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice lost = harness.Compose();
        await harness.Starter.StartAsync(harness.Engine.Client, lost, CancellationToken.None);
        (await harness.RunToEndAsync(lost)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        harness.Time.Advance(TimeSpan.FromHours(2));

        await PurgeAsync(harness);

        (await InstanceAsync(harness, lost)).Should().BeNull();
    }

    [Fact]
    public async Task The_statuses_are_always_named_because_the_real_engine_deletes_running_instances_otherwise()
    {
        DurableTaskClient client = Substitute.For<DurableTaskClient>("engine");
        List<PurgeInstancesFilter> filters = [];
        client.PurgeAllInstancesAsync(Arg.Do<PurgeInstancesFilter>(filters.Add), Arg.Any<CancellationToken>())
            .Returns(new PurgeResult(100, isComplete: false), new PurgeResult(7, isComplete: true));
        await using NoticeHarness harness = await NoticeHarness.StartAsync();

        await PurgeAsync(harness, client);

        filters.Should().HaveCount(2, "a part that was purged says that there is more");
        filters.Should().OnlyContain(filter => filter.CreatedFrom != null && filter.CreatedTo == harness.Time.GetUtcNow().AddHours(-1));
        filters[0].Statuses.Should().BeEquivalentTo([OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated]);
    }

    private static Task PurgeAsync(NoticeHarness harness, DurableTaskClient? client = null) =>
        new InstanceRetention(Options.Create(new RetentionOptions()), harness.Time, NullLogger<InstanceRetention>.Instance)
            .RunAsync(new TimerInfo(), client ?? harness.Engine.Client, CancellationToken.None);

    private static Task<OrchestrationMetadata?> InstanceAsync(NoticeHarness harness, Notice notice) => harness.Engine.Client.GetInstanceAsync(notice.Id, CancellationToken.None);
}
