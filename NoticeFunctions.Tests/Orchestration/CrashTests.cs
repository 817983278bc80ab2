using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class CrashTests
{
    [Fact]
    public async Task Each_activity_may_run_twice_and_nothing_goes_out_twice()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        HashSet<string> lost = [];
        harness.AfterActivity = result => lost.Add($"{harness.Provider.Taken.Count}") ? throw new TimeoutException("the result is lost") : result;
        Recipient both = new(Email: "ann@example.com", Phone: "+14155550100");
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 3), [both], Channel.Email, Channel.Sms);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Id).Should().OnlyHaveUniqueItems().And.HaveCount(6);
        lost.Count.Should().BeGreaterThan(2);
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Should().BeEquivalentTo(new { Status = NoticeStatus.Completed, Occurrences = 3 });
        progress.Counts[Channel.Email].Sent.Should().Be(3);
        progress.Counts[Channel.Sms].Sent.Should().Be(3);
    }

    [Fact]
    public async Task A_closing_activity_may_run_twice_and_counts_once()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        int results = 0;
        harness.AfterActivity = result => results++ % 2 == 0 ? throw new TimeoutException("the result is lost") : result;
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 4));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 3, 4);
        (await harness.ProgressAsync(notice)).Counts[Channel.Email].Sent.Should().Be(4);
    }

    [Fact]
    public async Task An_outcome_that_was_recorded_and_not_yet_counted_at_a_crash_counts()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose();
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        Delivery sent = new(
            notice.Id, 1, Channel.Email, 0, "ann@example.com", "scripted", DeliveryStatus.Sent, [new Attempt(notice.Created, "scripted", AttemptResult.Accepted)]);
        await harness.Store.SaveDeliveriesAsync(notice, [sent], change: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().BeEmpty("the provider has it");
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Status.Should().Be(NoticeStatus.Completed);
        progress.Counts[Channel.Email].Sent.Should().Be(1);
    }

    [Fact]
    public async Task What_was_in_flight_at_a_crash_goes_out_again_by_mail_under_the_same_id_and_is_marked_uncertain()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, seen) => seen == 1 ? throw new TimeoutException("the process dies here") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Id).Should().Equal($"{notice.Id}-1-email-0", $"{notice.Id}-1-email-0");
        (await harness.DeliveriesAsync(notice)).Single().Attempts.Select(attempt => attempt.Result).Should().Equal(AttemptResult.Uncertain, AttemptResult.Accepted);
    }

    [Fact]
    public async Task What_was_in_flight_at_a_crash_does_not_go_out_again_by_SMS()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, _) => throw new TimeoutException("the process dies here");
        Notice notice = await harness.PostAsync(schedule: null, [new Recipient(Phone: "+14155550100")], Channel.Sms);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Uncertain);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Failed);
    }

    [Fact]
    public async Task No_more_SMS_are_in_flight_at_a_crash_than_calls_are_under_way()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (delivery, _) => delivery.RecipientIndex == 12 ? throw new TimeoutException("the process dies here") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync(schedule: null, [.. Enumerable.Range(0, 30).Select(index => new Recipient(Phone: $"+141555501{index:00}"))], Channel.Sms);
        await harness.RunToEndAsync(notice);

        harness.Provider.Batches.Should().Equal(8, 8, 8, 6);
        IReadOnlyList<Delivery> deliveries = await harness.DeliveriesAsync(notice);
        deliveries.Where(delivery => delivery.Status == DeliveryStatus.Uncertain).Select(delivery => delivery.RecipientIndex).Should().BeEquivalentTo(Enumerable.Range(8, 8));
        deliveries.Count(delivery => delivery.Status == DeliveryStatus.Sent).Should().Be(22);
    }

    [Fact]
    public async Task While_the_store_is_away_the_occurrence_waits_and_nothing_is_lost()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT1M"));
        harness.Store.Away = true;
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(2));
        harness.Provider.Taken.Should().BeEmpty();
        harness.Store.Away = false;
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_pending_notice_whose_record_is_lost_ends_failed_and_says_so()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose(new NoticeSchedule(Delay: "PT1M"));
        (await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None)).Should().BeTrue();
        OrchestrationMetadata instance = await harness.RunToEndAsync(notice);

        instance.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        instance.SerializedOutput.Should().EndWith(": record-lost");
    }
}
