using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Sweeping;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tests.Records.InMemory;
using NoticeFunctions.Tests.Records.Redis;
using NSubstitute;

namespace NoticeFunctions.Tests.Sweeping;

public sealed class SweeperTests
{
    [Fact]
    public async Task A_notice_that_a_crash_left_without_an_orchestration_for_30_seconds_is_started_and_goes_out_once()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice left = await ReserveAsync(harness);
        harness.Time.Advance(TimeSpan.FromSeconds(29));
        await SweepAsync(harness);
        harness.Provider.Taken.Should().BeEmpty("its request may still be under way");

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await SweepAsync(harness);
        harness.Time.Advance(TimeSpan.FromSeconds(30));
        await SweepAsync(harness);

        harness.Provider.Taken.Should().ContainSingle().Which.Delivery.NoticeId.Should().Be(left.Id);
        (await harness.ProgressAsync(left)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_running_notice_whose_mark_was_lost_goes_on_as_it_is()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 3));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(90));
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        harness.Time.Advance(TimeSpan.FromMinutes(1));

        await SweepAsync(harness);
        (await harness.Store.FindUnstartedAsync(TimeSpan.Zero, 10, CancellationToken.None)).Should().BeEmpty("the sweeper found it running");
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task A_notice_that_the_engine_does_not_take_is_tried_again_at_the_next_run()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await ReserveAsync(harness);
        harness.Time.Advance(TimeSpan.FromMinutes(1));

        await SweepAsync(harness, Substitute.For<DurableTaskClient>("away").Failing(new TimeoutException("away")));
        harness.Provider.Taken.Should().BeEmpty();
        await SweepAsync(harness);

        harness.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task While_the_store_is_away_a_run_is_left_out()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Store.Away = true;

        await SweepAsync(harness);
    }

    [Fact]
    public async Task Each_run_repairs_a_part_of_the_indexes()
    {
        INoticeStore store = Substitute.For<INoticeStore>();
        store.FindUnstartedAsync(Arg.Any<TimeSpan>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
        store.FindUnfollowedAsync(Arg.Any<TimeSpan>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns([]);
        NoticeStarter starter = new(store, TimeProvider.System, NullLogger<NoticeStarter>.Instance);

        await new Sweeper(store, starter, new NoticeWaker(TimeProvider.System, NullLogger<NoticeWaker>.Instance), Events(store), NullLogger<Sweeper>.Instance).RunAsync(new TimerInfo(), Substitute.For<DurableTaskClient>("engine"), CancellationToken.None);

        await store.Received(1).RepairIndexesAsync(Arg.Any<CancellationToken>());
    }

    [Fact]
    public void It_runs_every_30_seconds_and_makes_up_for_no_run_it_missed()
    {
        TimerTriggerAttribute trigger = typeof(Sweeper).GetMethod(nameof(Sweeper.RunAsync))!.GetParameters()[0].GetCustomAttribute<TimerTriggerAttribute>()!;

        (trigger.Schedule, trigger.UseMonitor).Should().Be(("*/30 * * * * *", false));
    }

    private static ProviderEvents Events(INoticeStore store) =>
        new(store, new InMemoryProviderEvents(), new SuppressionList(new InMemorySuppressions(), RedisHarness.Addresses, TimeProvider.System), TimeProvider.System, NullLogger<ProviderEvents>.Instance);

    private static async Task<Notice> ReserveAsync(NoticeHarness harness)
    {
        Notice notice = harness.Compose();
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        return notice;
    }

    private static async Task SweepAsync(NoticeHarness harness, DurableTaskClient? client = null)
    {
        await new Sweeper(harness.Store, harness.Starter, harness.Waker, harness.Events, NullLogger<Sweeper>.Instance).RunAsync(new TimerInfo(), client ?? harness.Engine.Client, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
    }
}
