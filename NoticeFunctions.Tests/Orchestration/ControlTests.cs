using AwesomeAssertions;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>What controls do to a notice's life, on the real engine in virtual time.</summary>
public sealed class ControlTests
{
    private static readonly NoticeSchedule Hourly = new(Every: "PT1H", Count: 5);

    [Fact]
    public async Task Cancelling_before_it_is_due_means_that_nothing_is_sent_and_the_orchestration_ends()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(30));

        await harness.ControlAsync(notice, ControlKind.Cancel);

        OrchestrationMetadata instance = await harness.Engine.GetAsync(notice.Id);
        (instance.RuntimeStatus, instance.ReadOutputAs<string>()).Should().Be((OrchestrationRuntimeStatus.Completed, "cancelled"));
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Status, progress.NextDue, progress.Reason).Should().Be((NoticeStatus.Cancelled, null, "because"));
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        harness.Provider.Taken.Should().BeEmpty();
    }

    [Fact]
    public async Task A_cancelled_cycle_never_fires_again_even_if_its_orchestration_was_not_told()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(Hourly);
        await ChangeOnlyAsync(harness, notice, ControlKind.Cancel);

        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Cancelled, Occurrences = 1, Control = 1 });
    }

    [Fact]
    public async Task Deliveries_that_wait_for_a_retry_are_skipped_when_the_notice_is_cancelled()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, _) => ProviderOutcome.Transient("busy");
        Notice notice = await harness.PostAsync();

        await harness.ControlAsync(notice, ControlKind.Cancel);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Skipped);
        (await harness.ProgressAsync(notice)).Counts[Channel.Email].Skipped.Should().Be(1);
    }

    [Fact]
    public async Task A_paused_notice_sends_nothing_and_what_passed_meanwhile_collapses_into_one_when_it_is_resumed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(Hourly);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(30));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(3));
        harness.Provider.Taken.Should().ContainSingle("only the first came before the pause");

        await harness.ControlAsync(notice, ControlKind.Resume);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => (one.Delivery.Occurrence, one.At)).Should().Equal(
            (1, start), (4, start.AddHours(3.5)), (5, start.AddHours(4)));
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_one_shot_that_came_due_while_paused_goes_out_when_it_is_resumed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.Engine.AdvanceAsync(TimeSpan.FromDays(100));
        harness.Provider.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Paused);

        await harness.ControlAsync(notice, ControlKind.Resume);

        harness.Provider.Taken.Should().ContainSingle().Which.Delivery.Occurrence.Should().Be(1);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_pending_one_shot_is_rescheduled_and_fires_once_at_the_new_time()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));

        (await harness.ControlAsync(notice, ControlKind.Reschedule, new NoticeSchedule(Delay: "PT3H"))).Record.Progress.NextDue.Should().Be(start.AddHours(3));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle().Which.At.Should().Be(start.AddHours(3));
    }

    [Fact]
    public async Task A_rescheduled_cycle_goes_on_by_the_new_schedule_and_gives_no_number_twice()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(Hourly);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(90));

        await harness.ControlAsync(notice, ControlKind.Reschedule, new NoticeSchedule(Every: "PT10M", Start: start.AddHours(3), Count: 3));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => (one.Delivery.Occurrence, one.At)).Should().Equal(
            (1, start), (2, start.AddHours(1)), (3, start.AddHours(3)), (4, start.AddHours(3).AddMinutes(10)), (5, start.AddHours(3).AddMinutes(20)));
    }

    [Fact]
    public async Task A_trigger_fires_once_now_and_leaves_the_cycle_as_it_was()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(Hourly with { Count = 3 });
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(30));

        await harness.ControlAsync(notice, ControlKind.Trigger);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => (one.Delivery.Occurrence, one.At)).Should().Equal(
            (1, start), (2, start.AddMinutes(30)), (3, start.AddHours(1)), (4, start.AddHours(2)));
    }

    [Fact]
    public async Task Controls_survive_a_crash_before_they_were_followed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(Hourly);
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.Engine.CrashAsync();
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(10));
        harness.Provider.Taken.Should().ContainSingle();

        await harness.ControlAsync(notice, ControlKind.Resume);
        await harness.Engine.RestartAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 5);
    }

    [Fact]
    public async Task A_resume_whose_event_was_lost_is_told_by_the_sweeper()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1H"));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await ChangeOnlyAsync(harness, notice, ControlKind.Resume);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        harness.Provider.Taken.Should().BeEmpty("nobody has told it");

        NoticeRecord lost = (await harness.Store.FindUnfollowedAsync(TimeSpan.FromSeconds(30), 10, CancellationToken.None)).Should().ContainSingle().Subject;
        await harness.Waker.WakeAsync(harness.Engine.Client, lost.Notice.Id, lost.Control!.Version, CancellationToken.None);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.Store.FindUnfollowedAsync(TimeSpan.Zero, 10, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_log_tells_who_did_what_when_and_why_and_when_it_fired()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(Hourly with { Count = 2 });
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(10));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.ControlAsync(notice, ControlKind.Resume);
        await harness.RunToEndAsync(notice);

        Page<LogEntry> first = (await harness.Store.GetLogAsync(notice.Key, 3, continuation: null, CancellationToken.None))!;
        Page<LogEntry> second = (await harness.Store.GetLogAsync(notice.Key, 3, first.Continuation, CancellationToken.None))!;
        first.Items.Concat(second.Items).Select(line => (line.Event, line.By, line.Reason, line.Occurrence, line.At)).Should().Equal(
            ("fired", null, null, 2, start.AddHours(1)),
            ("resume", "orders", "because", null, start.AddMinutes(10)),
            ("pause", "orders", "because", null, start.AddMinutes(10)),
            ("fired", null, null, 1, start));
        second.Continuation.Should().BeNull();
    }

    [Fact]
    public async Task A_notice_that_fires_once_has_its_firing_in_the_log_without_a_write_of_its_own()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();

        Page<LogEntry> log = (await harness.Store.GetLogAsync(notice.Key, 10, continuation: null, CancellationToken.None))!;

        log.Items.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Event = "fired", Occurrence = 1 });
    }

    /// <summary>A control whose process dies before it tells the orchestration.</summary>
    private static async Task ChangeOnlyAsync(NoticeHarness harness, Notice notice, ControlKind kind) =>
        await harness.Controls.ControlAsync(NSubstitute.Substitute.For<DurableTaskClient>("away"), notice.Key, new(kind, "orders"), CancellationToken.None);
}
