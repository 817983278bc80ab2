using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class RetryTests
{
    [Fact]
    public async Task A_transient_failure_is_retried_with_growing_waits_until_it_succeeds()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, seen) => seen < 4 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Scheduled }).And.Subject.As<NoticeProgress>().Retries.Should().ContainSingle();
        await harness.RunToEndAsync(notice);

        DateTimeOffset[] at = [.. harness.Provider.Taken.Select(one => one.At)];
        double[] waits = [.. at.Zip(at.Skip(1), (a, b) => (b - a).TotalSeconds)];
        waits.Should().HaveCount(3);
        waits[0].Should().BeInRange(1.6, 2.41);
        waits[1].Should().BeInRange(3.2, 4.81);
        waits[2].Should().BeInRange(6.4, 9.61);
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(DeliveryStatus.Sent);
        delivery.Attempts.Select(attempt => attempt.Result).Should().Equal(
            AttemptResult.TransientFailure, AttemptResult.TransientFailure, AttemptResult.TransientFailure, AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_providers_Retry_After_is_honoured()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Transient("limited", TimeSpan.FromMinutes(7)) : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.At).Should().Equal(LocalHost.Engine.EngineHarness.Epoch, LocalHost.Engine.EngineHarness.Epoch.AddMinutes(7));
    }

    [Fact]
    public async Task A_permanent_failure_is_not_retried_and_the_notice_ends_failed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, _) => ProviderOutcome.Permanent("no such mailbox");
        Notice notice = await harness.PostAsync();

        harness.Provider.Taken.Should().ContainSingle();
        (await harness.Engine.GetAsync(notice.Id)).ReadOutputAs<string>().Should().Be("failed");
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Failed, Reason = "no-delivery-accepted" });
    }

    [Fact]
    public async Task A_delivery_has_failed_after_the_last_attempt()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(maxAttempts: 8);
        harness.Provider.Answer = (_, _) => ProviderOutcome.Transient("busy");
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(8);
        (await harness.DeliveriesAsync(notice)).Single().Should().BeEquivalentTo(new { Status = DeliveryStatus.Failed });
    }

    [Fact]
    public async Task A_mail_whose_answer_was_cut_off_goes_out_again_under_the_same_id_and_the_attempt_is_marked_uncertain()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Uncertain("cut off") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Id).Should().Equal($"{notice.Id}-1-email-0", $"{notice.Id}-1-email-0");
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(DeliveryStatus.Sent);
        delivery.Attempts.Select(attempt => attempt.Result).Should().Equal(AttemptResult.Uncertain, AttemptResult.Accepted);
    }

    [Theory]
    [InlineData((int)Channel.Sms, 8, 1)]
    [InlineData((int)Channel.Email, 3, 3)]
    public async Task What_may_have_gone_out_ends_uncertain_by_SMS_at_once_and_by_mail_after_the_last_attempt(int channel, int maxAttempts, int attempts)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(maxAttempts);
        harness.Provider.Answer = (_, _) => ProviderOutcome.Uncertain("cut off");
        Notice notice = await harness.PostAsync(schedule: null, [new Recipient(Email: "ann@example.com", Phone: "+14155550100")], (Channel)channel);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(attempts);
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Uncertain);
        (await harness.ProgressAsync(notice)).Counts[(Channel)channel].Should().Be(new ChannelCounts(Uncertain: 1));
    }

    [Fact]
    public async Task A_failing_occurrence_neither_ends_nor_delays_its_cycle()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        harness.Provider.Answer = (delivery, _) => delivery.Occurrence == 2 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT10S", Count: 10));
        await harness.RunToEndAsync(notice);

        var firsts = harness.Provider.Taken.GroupBy(one => one.Delivery.Occurrence).OrderBy(group => group.Key).Select(group => group.First().At).ToList();
        firsts.Should().Equal(Enumerable.Range(0, 10).Select(index => now.AddSeconds(10 * index)));
        harness.Provider.Taken.Count(one => one.Delivery.Occurrence == 2).Should().Be(8);
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Should().BeEquivalentTo(new { Status = NoticeStatus.Completed, Occurrences = 10 });
        progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 9, Failed: 1));
    }
}
