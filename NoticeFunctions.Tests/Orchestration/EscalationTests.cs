using AwesomeAssertions;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tracking;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>Ann is told; after half an hour Bob is, by mail; after an hour the manager, by SMS. On the real engine in virtual time.</summary>
public sealed class EscalationTests
{
    private static readonly Recipient Ann = new(Email: "ann@example.com", Phone: "+14155550100");
    private static readonly Recipient Bob = new(Email: "bob@example.com");
    private static readonly Recipient Manager = new(Phone: "+14155550199");
    private static readonly EscalationStep ToBob = new("PT30M", new Reach([Channel.Email], 1, 1));
    private static readonly EscalationStep ToManager = new("PT1H", new Reach([Channel.Sms], 2, 1));

    [Fact]
    public async Task While_nobody_acknowledges_each_step_tells_its_own_recipients_on_its_own_channels_once_and_the_last_one_ends_it()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await PostAsync(harness);
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Scheduled, NextDue = start.AddMinutes(30), Occurrences = 1 });
        await harness.RunToEndAsync(notice);

        Took(harness).Should().Equal(
            (1, Channel.Email, "ann@example.com", start), (2, Channel.Email, "bob@example.com", start.AddMinutes(30)), (3, Channel.Sms, "+14155550199", start.AddHours(1)));
        (await harness.DeliveriesAsync(notice)).Select(delivery => delivery.Id).Should().Equal($"{notice.Id}-1-email-0", $"{notice.Id}-2-email-1", $"{notice.Id}-3-sms-2");
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Status, progress.Occurrences, progress.Accepted).Should().Be((NoticeStatus.Completed, 3, 3L));
        (await LogAsync(harness, notice)).Should().Equal(
            ("escalated", 2, start.AddHours(1)), ("escalated", 1, start.AddMinutes(30)), ("fired", null, start));
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(40, 1)]
    public async Task An_acknowledgement_ends_it_and_no_further_step_fires(int minutes, int fired)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(minutes));

        await AcknowledgeAsync(harness, notice, recipient: 0);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(3));

        harness.Provider.Taken.Should().HaveCount(1 + fired);
        (await harness.Engine.GetAsync(notice.Id)).ReadOutputAs<string>().Should().Be("completed");
        IReadOnlyList<EscalationAnswer> steps = await StepsAsync(harness, notice);
        steps.Count(step => step.FiredAt is not null).Should().Be(fired);
        steps.Skip(fired).Should().OnlyContain(step => step.FiredAt == null && step.Reason == "acknowledged" && step.Due != null);
    }

    [Fact]
    public async Task Where_each_has_to_acknowledge_who_was_escalated_to_does_it_for_all()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, change: one => one with { StopWhenAcknowledged = AcknowledgementRule.Each });
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(40));

        await AcknowledgeAsync(harness, notice, recipient: 1);

        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Completed, Reason = "acknowledged" });
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(3));
        harness.Provider.Taken.Should().HaveCount(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_crash_at_any_step_of_an_escalation_doubles_nothing_and_loses_nothing(int parity)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        int results = 0;
        harness.AfterActivity = result => results++ % 2 == parity ? throw new TimeoutException("the result is lost") : result;
        Notice notice = await PostAsync(harness, new NoticeSchedule(Every: "PT20M", Count: 5));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Id).Should().OnlyHaveUniqueItems().And.HaveCount(7);
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Accepted, progress.Occurrences, progress.Missed).Should().Be((7L, 7, 0));
        progress.Escalation!.Steps.Select(step => step.Occurrence).Should().Equal(3, 6);
        (await LogAsync(harness, notice)).Should().HaveCount(7);
        (await harness.DeliveriesAsync(notice)).Should().HaveCount(7);
    }

    [Fact]
    public async Task A_cycle_escalates_once_counted_from_its_first_occurrence_and_goes_on_beside_it_unchanged()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await PostAsync(harness, new NoticeSchedule(Every: "PT20M", Count: 5));
        await harness.RunToEndAsync(notice);

        Took(harness).Select(one => (one.Occurrence, one.Address, (one.At - start).TotalMinutes)).Should().Equal(
            (1, "ann@example.com", 0), (2, "ann@example.com", 20), (3, "bob@example.com", 30), (4, "ann@example.com", 40),
            (5, "ann@example.com", 60), (6, "+14155550199", 60), (7, "ann@example.com", 80));
    }

    [Fact]
    public async Task Cancelling_stops_the_escalation_and_its_steps_say_so()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(40));

        await harness.ControlAsync(notice, ControlKind.Cancel);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(3));

        harness.Provider.Taken.Should().HaveCount(2);
        (await StepsAsync(harness, notice)).Select(step => (step.FiredAt is not null, step.Reason, step.Occurrence)).Should().Equal((true, null, 2), (false, "cancelled", null));
    }

    [Fact]
    public async Task Steps_that_passed_while_it_was_paused_fire_after_it_is_resumed_and_keep_their_distance()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await PostAsync(harness);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(10));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(5));
        harness.Provider.Taken.Should().ContainSingle();
        (await StepsAsync(harness, notice)).Should().OnlyContain(step => step.Reason == "paused");

        await harness.ControlAsync(notice, ControlKind.Resume);
        await harness.RunToEndAsync(notice);

        DateTimeOffset resumed = start.AddHours(5).AddMinutes(10);
        Took(harness).Skip(1).Select(one => one.At).Should().Equal(resumed, resumed.AddMinutes(30));
    }

    [Fact]
    public async Task A_step_waits_for_a_brake_on_its_own_channel_and_for_no_other()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness);
        await harness.Brakes.PullAsync(new Brake("channel:sms", harness.Time.GetUtcNow(), "admin", Reason: null), CancellationToken.None);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        Took(harness).Select(one => one.Address).Should().Equal("ann@example.com", "bob@example.com");
        (await harness.ProgressAsync(notice)).HasEnded.Should().BeFalse();

        await harness.Brakes.ReleaseAsync("channel:sms", CancellationToken.None);
        await harness.RunToEndAsync(notice);

        Took(harness).Select(one => one.Address).Should().Equal("ann@example.com", "bob@example.com", "+14155550199");
    }

    [Fact]
    public async Task A_step_that_is_due_after_the_notice_expired_sends_nothing_and_says_so()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, change: one => one with { Expires = "2026-01-01T00:45:00Z" });
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(2);
        (await harness.DeliveriesAsync(notice))[^1].Should().BeEquivalentTo(new { Status = DeliveryStatus.Skipped, Reason = "expired", RecipientIndex = 2 });
        (await StepsAsync(harness, notice)).Select(step => (step.FiredAt is null, step.Reason)).Should().Equal((false, null), (true, "expired"));
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_delivery_of_a_step_is_tried_again_on_the_steps_own_channel()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (delivery, seen) => delivery.Occurrence == 3 && seen < 3 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        Notice notice = await PostAsync(harness);
        await harness.RunToEndAsync(notice);

        Took(harness).Skip(2).Select(one => (one.Occurrence, one.Channel)).Should().Equal((3, Channel.Sms), (3, Channel.Sms), (3, Channel.Sms));
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Counts[Channel.Email].Sent, progress.Counts[Channel.Sms].Sent, progress.Retries.Count).Should().Be((2L, 1L, 0));
    }

    [Fact]
    public async Task A_step_without_recipients_of_its_own_tells_the_notices_on_all_its_channels()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, steps: [new EscalationStep("PT30M", new Reach([Channel.Email, Channel.Sms], 0, 1))]);
        await harness.RunToEndAsync(notice);

        (await harness.DeliveriesAsync(notice)).Select(delivery => delivery.Id).Should().BeEquivalentTo($"{notice.Id}-1-email-0", $"{notice.Id}-2-email-0", $"{notice.Id}-2-sms-0");
        harness.Provider.Taken.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_notice_that_is_rescheduled_before_it_has_fired_escalates_by_its_new_time_and_one_that_is_triggered_by_that_firing()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await PostAsync(harness, new NoticeSchedule(Delay: "PT1H"));
        await harness.ControlAsync(notice, ControlKind.Reschedule, new NoticeSchedule(Delay: "PT5H"));
        (await StepsAsync(harness, notice)).Select(step => step.Due).Should().Equal(start.AddHours(5.5), start.AddHours(6));
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        harness.Provider.Taken.Should().BeEmpty();

        await harness.ControlAsync(notice, ControlKind.Trigger);
        await harness.RunToEndAsync(notice);

        Took(harness).Select(one => (one.Occurrence, one.Address, (one.At - start).TotalHours)).Should().Equal(
            (1, "ann@example.com", 2), (2, "bob@example.com", 2.5), (3, "+14155550199", 3), (4, "ann@example.com", 5));
    }

    [Fact]
    public async Task A_notice_that_could_not_go_out_in_time_escalates_as_much_later()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset start = harness.Time.GetUtcNow();
        Notice notice = await PostAsync(harness, new NoticeSchedule(Delay: "PT10M"));
        await harness.ControlAsync(notice, ControlKind.Pause);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        await harness.ControlAsync(notice, ControlKind.Resume);
        await harness.RunToEndAsync(notice);

        Took(harness).Select(one => (one.At - start).TotalHours).Should().Equal(2, 2.5, 3);
    }

    [Fact]
    public async Task A_turn_of_an_escalation_carries_less_than_a_kilobyte_and_its_history_stays_as_short_as_any()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(40));

        OrchestrationMetadata instance = await harness.Engine.GetAsync(notice.Id);

        instance.SerializedInput!.Length.Should().BeLessThan(1024);
        instance.SerializedInput.Should().Contain("\"Step\":2").And.NotContain("+1415");
    }

    private static async Task<Notice> PostAsync(
        NoticeHarness harness, NoticeSchedule? schedule = null, Func<Notice, Notice>? change = null, IReadOnlyList<EscalationStep>? steps = null)
    {
        Notice notice = harness.Compose(schedule, steps is null ? [Ann, Bob, Manager] : [Ann]) with
        {
            StopWhenAcknowledged = AcknowledgementRule.Any,
            Escalate = steps ?? [ToBob, ToManager],
            Escalated = steps is null ? 2 : 0,
        };
        notice = change?.Invoke(notice) ?? notice;
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        (await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None)).Should().BeTrue();
        await harness.Engine.Engine.WhenIdleAsync();
        return notice;
    }

    private static async Task AcknowledgeAsync(NoticeHarness harness, Notice notice, int recipient)
    {
        ControlRequest request = new(ControlKind.Acknowledge, "orders", Recipient: recipient);
        (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, request, CancellationToken.None))!.IsAllowed.Should().BeTrue();
        await harness.Engine.Engine.WhenIdleAsync();
    }

    private static IEnumerable<(int Occurrence, Channel Channel, string Address, DateTimeOffset At)> Took(NoticeHarness harness) =>
        harness.Provider.Taken.Select(one => (one.Delivery.Occurrence, one.Delivery.Channel, one.Delivery.Recipient, one.At));

    private static async Task<IReadOnlyList<EscalationAnswer>> StepsAsync(NoticeHarness harness, Notice notice) =>
        NoticeAnswer.Whole((await harness.Store.GetAsync(notice.Key, CancellationToken.None))!).Escalate!;

    private static async Task<IEnumerable<(string, int?, DateTimeOffset)>> LogAsync(NoticeHarness harness, Notice notice) =>
        (await harness.Store.GetLogAsync(notice.Key, 20, continuation: null, CancellationToken.None))!.Items.Select(line => (line.Event, line.Step, line.At));
}
