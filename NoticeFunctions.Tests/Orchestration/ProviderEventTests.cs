using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Events;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>What providers tell later, from their events to the deliveries that come after.</summary>
public sealed class ProviderEventTests
{
    private static ProviderEvent Event(Notice notice, DeliveryStatus status, SuppressionReason? suppresses = null, int occurrence = 1, int recipient = 0, string? id = null) =>
        new(id ?? $"{notice.Id} {occurrence} {recipient} {status}", "orders", new(notice.Id, occurrence, Channel.Email, recipient), status, Suppresses: suppresses);

    [Fact]
    public async Task A_hard_bounce_ends_the_delivery_as_bounced_and_the_next_one_to_that_address_is_skipped()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice first = await harness.PostAsync();
        await harness.Events.TakeAsync([Event(first, DeliveryStatus.Bounced, SuppressionReason.Bounced)], CancellationToken.None);
        Notice second = await harness.PostAsync();

        (await harness.DeliveriesAsync(first)).Single().Status.Should().Be(DeliveryStatus.Bounced);
        (await harness.ProgressAsync(first)).Counts[Channel.Email].Should().Be(new ChannelCounts(Bounced: 1));
        Delivery skipped = (await harness.DeliveriesAsync(second)).Single();
        (skipped.Status, skipped.Reason).Should().Be((DeliveryStatus.Skipped, "bounced"));
        harness.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task A_delivered_mail_that_is_reported_as_unwanted_is_complained_and_suppresses_its_address()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        await harness.Events.TakeAsync([Event(notice, DeliveryStatus.Complained, SuppressionReason.Complained), Event(notice, DeliveryStatus.Delivered)], CancellationToken.None);

        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Complained);
        (await harness.SuppressionStore.FindAsync("orders", [harness.Suppressions.KeyOf("orders", Channel.Email, "ann@example.com", category: null)], CancellationToken.None))
            .Single()!.Reason.Should().Be(SuppressionReason.Complained);
    }

    [Fact]
    public async Task An_event_that_comes_again_does_not_suppress_an_address_that_was_released_meanwhile()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        ProviderEvent bounce = Event(notice, DeliveryStatus.Bounced, SuppressionReason.Bounced, id: "same");
        await harness.Events.TakeAsync([bounce, bounce], CancellationToken.None);
        await harness.SuppressionStore.RemoveAsync("orders", harness.Suppressions.KeyOf("orders", Channel.Email, "ann@example.com", category: null), CancellationToken.None);
        await harness.Events.TakeAsync([bounce], CancellationToken.None);

        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task An_event_that_comes_before_its_occurrence_is_closed_is_taken_once_it_is()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose();
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Events.TakeAsync([Event(notice, DeliveryStatus.Delivered)], CancellationToken.None);
        await harness.Events.TakeEarlyAsync(100, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Sent);

        await harness.Events.TakeEarlyAsync(100, CancellationToken.None);
        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Delivered);
        (await harness.EventStore.ListEarlyAsync(100, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_early_event_whose_time_never_comes_is_forgotten_after_two_days()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "P9D"));
        await harness.Events.TakeAsync([Event(notice, DeliveryStatus.Delivered)], CancellationToken.None);
        harness.Time.Advance(ProviderEvents.Patience - TimeSpan.FromMinutes(1));
        await harness.Events.TakeEarlyAsync(100, CancellationToken.None);
        (await harness.EventStore.ListEarlyAsync(100, CancellationToken.None)).Should().ContainSingle();
        harness.Time.Advance(TimeSpan.FromMinutes(2));
        await harness.Events.TakeEarlyAsync(100, CancellationToken.None);
        (await harness.EventStore.ListEarlyAsync(100, CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task While_the_records_are_away_nothing_is_taken_and_the_same_events_count_afterwards()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        ProviderEvent[] told = [Event(notice, DeliveryStatus.Delivered)];
        harness.Store.Away = true;
        Func<Task> take = () => harness.Events.TakeAsync(told, CancellationToken.None);
        await take.Should().ThrowAsync<RecordsUnavailableException>();
        harness.Store.Away = false;
        await take();

        (await harness.DeliveriesAsync(notice)).Single().Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task A_thousand_events_of_one_notice_count_right_in_any_order_and_again()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(schedule: null, [.. Enumerable.Range(0, 1000).Select(index => new Recipient(Email: $"user{index}@example.com"))], Channel.Email);
        ProviderEvent[] told = [.. Enumerable.Range(0, 1000).Select(index => Event(notice, index % 10 == 0 ? DeliveryStatus.Bounced : DeliveryStatus.Delivered, recipient: index))];
        new Random(7).Shuffle(told);
        await harness.Events.TakeAsync(told, CancellationToken.None);
        await harness.Events.TakeAsync(told, CancellationToken.None);

        (await harness.ProgressAsync(notice)).Counts[Channel.Email].Should().Be(new ChannelCounts(Delivered: 900, Bounced: 100));
    }

    [Fact]
    public async Task What_is_told_of_an_earlier_occurrence_stays_when_the_next_one_closes()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 3));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(30));
        await harness.Events.TakeAsync([Event(notice, DeliveryStatus.Delivered)], CancellationToken.None);
        await harness.RunToEndAsync(notice);

        (await harness.ProgressAsync(notice)).Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 2, Delivered: 1));
        (await harness.DeliveriesAsync(notice)).Select(one => one.Status).Should().Equal(DeliveryStatus.Delivered, DeliveryStatus.Sent, DeliveryStatus.Sent);
    }
}
