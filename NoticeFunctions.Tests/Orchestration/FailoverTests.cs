using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Channels;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class FailoverTests
{
    private static readonly Recipient[] Three = [.. Enumerable.Range(0, 3).Select(index => new Recipient(Email: $"user{index}@example.com"))];

    private ScriptedProvider first = null!;
    private ScriptedProvider second = null!;

    [Fact]
    public async Task What_fails_for_now_goes_to_the_fallback_at_once_and_both_attempts_show()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, _) => ProviderOutcome.Transient("503: busy");
        Notice notice = await harness.PostAsync();

        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        (delivery.Status, delivery.Provider, delivery.Configuration).Should().Be((DeliveryStatus.Sent, "scripted", "second"));
        delivery.Attempts.Select(attempt => (attempt.Configuration, attempt.Result, attempt.Error, attempt.FailedOver)).Should().Equal(
            ("first", AttemptResult.TransientFailure, "503: busy", true), ("second", AttemptResult.Accepted, null, false));
        second.Taken.Single().At.Should().Be(first.Taken.Single().At, "nobody waits");
        second.Taken.Single().Delivery.Id.Should().Be(first.Taken.Single().Delivery.Id);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_permanent_refusal_goes_to_no_fallback()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, _) => ProviderOutcome.Permanent("no such mailbox");
        Notice notice = await harness.PostAsync();

        second.Taken.Should().BeEmpty();
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Failed);
    }

    [Fact]
    public async Task A_mail_of_which_nobody_knows_whether_it_went_out_goes_to_the_fallback_and_the_attempt_is_marked()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, _) => ProviderOutcome.Uncertain("cut off");
        Notice notice = await harness.PostAsync();

        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(DeliveryStatus.Sent);
        delivery.Attempts.Select(attempt => (attempt.Configuration, attempt.Result)).Should().Equal(("first", AttemptResult.Uncertain), ("second", AttemptResult.Accepted));
        second.Taken.Single().Delivery.Id.Should().Be(first.Taken.Single().Delivery.Id);
    }

    [Fact]
    public async Task Of_a_batch_only_those_go_on_that_failed_for_now()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (delivery, _) => delivery.RecipientIndex switch { 0 => ProviderOutcome.Accepted(), 1 => ProviderOutcome.Transient("full"), _ => ProviderOutcome.Permanent("unknown") };
        Notice notice = await harness.PostAsync(schedule: null, Three);

        second.Taken.Select(one => one.Delivery.RecipientIndex).Should().Equal(1);
        (await harness.DeliveriesAsync(notice)).OrderBy(one => one.RecipientIndex).Select(one => (one.Status, one.Configuration, one.Attempts.Count)).Should().Equal(
            (DeliveryStatus.Sent, "first", 1), (DeliveryStatus.Sent, "second", 2), (DeliveryStatus.Failed, "first", 1));
    }

    [Fact]
    public async Task Only_when_all_of_the_chain_has_failed_the_delivery_waits_and_begins_with_the_first_again()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, seen) => seen < 3 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        second.Answer = (_, _) => ProviderOutcome.Transient("away");
        Notice notice = await harness.PostAsync();
        (await harness.ProgressAsync(notice)).Retries.Should().ContainSingle();
        await harness.RunToEndAsync(notice);

        first.Taken.Should().HaveCount(3);
        second.Taken.Should().HaveCount(2);
        double[] waits = [.. first.Taken.Zip(first.Taken.Skip(1), (a, b) => (b.At - a.At).TotalSeconds)];
        waits[0].Should().BeInRange(1.6, 2.41, "as with one provider");
        waits[1].Should().BeInRange(3.2, 4.81);
        (await harness.DeliveriesAsync(notice)).Single().Attempts.Select(attempt => attempt.Configuration).Should().Equal("first", "second", "first", "second", "first");
    }

    [Fact]
    public async Task Attempts_are_counted_by_rounds()
    {
        await using NoticeHarness harness = await StartAsync(maxAttempts: 3);
        first.Answer = (_, _) => ProviderOutcome.Transient("busy");
        second.Answer = (_, _) => ProviderOutcome.Transient("away");
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        (first.Taken.Count, second.Taken.Count).Should().Be((3, 3));
        (await harness.DeliveriesAsync(notice)).Single().Should().BeEquivalentTo(new { Status = DeliveryStatus.Failed, Rounds = 3 });
    }

    [Fact]
    public async Task One_that_wishes_to_be_left_alone_is_passed_over_while_there_is_somebody_else()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, _) => ProviderOutcome.Transient("429", TimeSpan.FromMinutes(10));
        await harness.PostAsync();
        Notice later = await harness.PostAsync();

        first.Taken.Should().ContainSingle();
        (await harness.DeliveriesAsync(later)).Single().Attempts.Select(attempt => attempt.Error).Should().Equal("Provider scripted was not asked: it wishes to be left alone for a while.", null);

        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(10));
        await harness.PostAsync();
        first.Taken.Should().HaveCount(2);
    }

    [Fact]
    public async Task When_all_of_them_wish_to_be_left_alone_the_delivery_waits_for_the_first_that_may_be_asked()
    {
        await using NoticeHarness harness = await StartAsync();
        DateTimeOffset begun = harness.Time.GetUtcNow();
        first.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Transient("429", TimeSpan.FromMinutes(10)) : ProviderOutcome.Accepted();
        second.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Transient("429", TimeSpan.FromMinutes(5)) : ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        await harness.RunToEndAsync(notice);

        first.Taken.Should().ContainSingle("its wish was longer");
        second.Taken.Select(one => one.At - begun).Should().Equal(TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task After_a_cancel_the_fallback_is_not_asked()
    {
        await using NoticeHarness harness = await StartAsync();
        Notice notice = harness.Compose();
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        first.Answer = (_, _) =>
        {
            // While the first provider has it.
            harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, new ControlRequest(ControlKind.Cancel, notice.Application, "because", null), CancellationToken.None)
                .GetAwaiter().GetResult()!.IsAllowed.Should().BeTrue();
            return ProviderOutcome.Transient("busy");
        };
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.RunToEndAsync(notice);

        first.Taken.Should().ContainSingle();
        second.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Cancelled);
    }

    [Fact]
    public async Task A_fallback_that_takes_fewer_at_once_gets_them_in_parts()
    {
        await using NoticeHarness harness = await StartAsync(secondTakes: 2);
        first.Answer = (_, _) => ProviderOutcome.Transient("busy");
        Notice notice = await harness.PostAsync(schedule: null, Three);

        second.Batches.Should().Equal(2, 1);
        (await harness.DeliveriesAsync(notice)).Should().OnlyContain(one => one.Status == DeliveryStatus.Sent);
    }

    [Fact]
    public async Task A_crash_while_the_fallback_is_asked_leaves_an_SMS_uncertain_and_sends_it_nowhere_again()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, _) => ProviderOutcome.Transient("busy");
        second.Answer = (_, _) => throw new TimeoutException("the process dies here");
        Notice notice = await harness.PostAsync(schedule: null, [new Recipient(Phone: "+14155550100")], Channel.Sms);
        await harness.RunToEndAsync(notice);

        (first.Taken.Count, second.Taken.Count).Should().Be((1, 1));
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        (delivery.Status, delivery.Configuration).Should().Be((DeliveryStatus.Uncertain, "second"));
        delivery.Attempts.Select(attempt => (attempt.Configuration, attempt.Result, attempt.FailedOver)).Should().Equal(
            ("first", AttemptResult.TransientFailure, true), ("second", AttemptResult.Uncertain, false));
    }

    [Fact]
    public async Task A_crash_while_the_fallback_is_asked_marks_its_attempt_uncertain_and_a_mail_begins_with_the_first_again()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        second.Answer = (_, _) => throw new TimeoutException("the process dies here");
        Notice notice = await harness.PostAsync(schedule: null, Three);
        await harness.RunToEndAsync(notice);

        (await harness.DeliveriesAsync(notice)).Should().HaveCount(3).And.OnlyContain(delivery => delivery.Status == DeliveryStatus.Sent);
        (await harness.DeliveriesAsync(notice))[0].Attempts.Select(attempt => (attempt.Configuration, attempt.Result)).Should().Equal(
            ("first", AttemptResult.TransientFailure), ("second", AttemptResult.Uncertain), ("first", AttemptResult.Accepted));
    }

    [Fact]
    public async Task A_fallback_that_can_not_be_entered_in_the_ledger_is_not_asked()
    {
        await using NoticeHarness harness = await StartAsync();
        first.Answer = (_, seen) => seen == 1 ? ProviderOutcome.Transient("busy") : ProviderOutcome.Accepted();
        harness.Store.BeforeVersion = () => throw new RecordsUnavailableException("away", new TimeoutException());
        Notice notice = await harness.PostAsync(schedule: null, [new Recipient(Phone: "+14155550100")], Channel.Sms);
        await harness.RunToEndAsync(notice);

        second.Taken.Should().BeEmpty();
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Single();
        delivery.Status.Should().Be(DeliveryStatus.Sent);
        delivery.Attempts.Select(attempt => (attempt.Configuration, attempt.Result)).Should().Equal(("first", AttemptResult.TransientFailure), ("first", AttemptResult.Accepted));
    }

    private async Task<NoticeHarness> StartAsync(int maxAttempts = 8, int secondTakes = 1000) => await NoticeHarness.StartAsync(maxAttempts, providers: time =>
    {
        first = new ScriptedProvider(time);
        second = new ScriptedProvider(time) { LargestBatch = secondTakes };
        return FixedRouting.ToEach(first, second);
    });
}
