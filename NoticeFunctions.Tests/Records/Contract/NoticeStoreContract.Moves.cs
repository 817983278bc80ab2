using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

public abstract partial class NoticeStoreContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task News_moves_a_delivery_on_and_the_counts_with_it_however_often_and_in_whatever_order_it_comes(int recipients)
    {
        (RecordsHarness records, Notice notice) = await SentAsync(recipients);
        DeliveryId first = new(notice.Id, 1, Channel.Email, 0);

        (await MoveAsync(records, first, DeliveryStatus.Delivered)).Should().Be(DeliveryMove.Moved);
        (await MoveAsync(records, first, DeliveryStatus.Delivered)).Should().Be(DeliveryMove.Unchanged);
        (await MoveAsync(records, first, DeliveryStatus.Complained)).Should().Be(DeliveryMove.Moved);
        (await MoveAsync(records, first, DeliveryStatus.Bounced)).Should().Be(DeliveryMove.Unchanged);

        NoticeProgress progress = (await records.Store.GetAsync(notice.Key, None))!.Progress;
        progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: recipients - 1, Complained: 1));
        (await records.Store.GetDeliveriesAsync(notice.Key, 200, continuation: null, None))!.Items
            .Single(delivery => delivery.RecipientIndex == 0).Should().BeEquivalentTo(new { Status = DeliveryStatus.Complained, Reason = "because" });
    }

    [Fact]
    public async Task News_keeps_nothing_longer_than_it_was_to_be_kept()
    {
        (RecordsHarness records, Notice notice) = await SentAsync(recipients: 20);
        Delivery delivery = (await records.Store.GetDeliveriesAsync(notice.Key, 200, continuation: null, None))!.Items[^1];

        await MoveAsync(records, DeliveryId.Of(delivery), DeliveryStatus.Bounced);

        (await records.RemainingAsync(notice)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(1));
        (await records.RemainingAsync(notice, delivery)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Of_the_same_news_told_many_times_at_once_one_counts()
    {
        (RecordsHarness records, Notice notice) = await SentAsync(recipients: 20);
        DeliveryId id = new(notice.Id, 1, Channel.Email, 3);

        DeliveryMove[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MoveAsync(records, id, DeliveryStatus.Delivered)));

        all.Count(move => move == DeliveryMove.Moved).Should().Be(1);
        (await records.Store.GetAsync(notice.Key, None))!.Progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 19, Delivered: 1));
    }

    [Fact]
    public async Task News_of_what_nobody_has_sent_or_is_another_applications_moves_nothing()
    {
        (RecordsHarness records, Notice notice) = await SentAsync(recipients: 20);

        (await MoveAsync(records, new(notice.Id, 2, Channel.Email, 0), DeliveryStatus.Delivered)).Should().Be(DeliveryMove.Unknown);
        (await records.Store.MoveDeliveryAsync("billing", new(notice.Id, 1, Channel.Email, 0), DeliveryStatus.Delivered, reason: null, None)).Should().Be(DeliveryMove.Unknown);

        (await records.Store.GetAsync(notice.Key, None))!.Progress.Counts[Channel.Email].Should().Be(new ChannelCounts(Sent: 20));
    }

    [Fact]
    public async Task News_that_is_faster_than_the_record_of_the_sending_is_too_early()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(20);
        await ReserveAsync(records, notice);
        NoticeProgress before = NoticeProgress.Of(notice);
        await records.Store.SaveDeliveriesAsync(notice, [Samples.Delivery(notice, 0)], new(before, before with { Status = NoticeStatus.Delivering }), None);

        Task<DeliveryMove> move = MoveAsync(records, new(notice.Id, 1, Channel.Email, 0), DeliveryStatus.Delivered);
        while (!move.IsCompleted)
        {
            records.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        (await move).Should().Be(DeliveryMove.TooEarly);
    }

    [Fact]
    public async Task A_closing_that_has_loaded_a_delivery_before_news_of_it_does_not_write_the_news_over()
    {
        Notice notice = Many(20);
        (RecordsHarness records, NoticeProgress before) = await DeliverAsync(notice, [.. Enumerable.Range(0, 20).Select(one => Samples.Delivery(notice, one, DeliveryStatus.Sent))]);
        OccurrenceState loaded = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, slice: null, None))!;
        Task<DeliveryMove> move = MoveAsync(records, new(notice.Id, 1, Channel.Email, 0), DeliveryStatus.Delivered);
        while (!move.IsCompleted)
        {
            records.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await records.Store.CloseOccurrenceAsync(
            notice, loaded.Deliveries, new(before, before.Close(1, loaded.Deliveries, records.Time.GetUtcNow()).Ended(NoticeStatus.Completed, records.Time.GetUtcNow()), loaded.Deliveries), None);

        (await move).Should().Be(DeliveryMove.Moved);
        (await records.Store.GetDeliveriesAsync(notice.Key, 200, continuation: null, None))!.Items
            .Single(delivery => delivery.RecipientIndex == 0).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task What_is_kept_of_deliveries_to_many_is_all_there_after_a_closing_that_changes_some_of_them()
    {
        Notice notice = Many(150);
        Delivery[] kept =
        [
            .. Enumerable.Range(0, 149).Select(one => Samples.Delivery(notice, one, DeliveryStatus.Sent) with { Attempts = [new(notice.Created, "sandbox", AttemptResult.Accepted, $"message {one}")] }),
            Samples.Delivery(notice, 149),
        ];
        (RecordsHarness records, NoticeProgress before) = await DeliverAsync(notice, kept);
        IReadOnlyList<Delivery> loaded = (await records.Store.LoadOccurrenceAsync(notice.Key, 1, slice: null, None))!.Deliveries;

        Delivery[] closed = [.. loaded.Select(delivery => delivery.IsFinal ? delivery : delivery with { Status = DeliveryStatus.Uncertain })];
        await records.Store.CloseOccurrenceAsync(
            notice, closed, new(before, before.Close(1, closed, records.Time.GetUtcNow()).Ended(NoticeStatus.Completed, records.Time.GetUtcNow()), loaded), None);

        kept[149] = kept[149] with { Status = DeliveryStatus.Uncertain };
        (await records.Store.GetDeliveriesAsync(notice.Key, 200, continuation: null, None))!.Items.Should().BeEquivalentTo(kept);
    }

    private async Task<(RecordsHarness Records, NoticeProgress Progress)> DeliverAsync(Notice notice, Delivery[] deliveries)
    {
        RecordsHarness records = await OpenAsync();
        await ReserveAsync(records, notice);
        NoticeProgress delivering = NoticeProgress.Of(notice) with { Status = NoticeStatus.Delivering };
        await records.Store.SaveDeliveriesAsync(notice, deliveries, new(NoticeProgress.Of(notice), delivering), None);
        return (records, delivering);
    }

    private static Task<DeliveryMove> MoveAsync(RecordsHarness records, DeliveryId id, DeliveryStatus status) =>
        records.Store.MoveDeliveryAsync(Samples.Application, id, status, "because", None);

    /// <summary>A notice of one occurrence whose every delivery was sent, and which has ended.</summary>
    private async Task<(RecordsHarness Records, Notice Notice)> SentAsync(int recipients)
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(recipients);
        await ReserveAsync(records, notice);
        NoticeProgress before = NoticeProgress.Of(notice);
        Delivery[] sent = [.. Enumerable.Range(0, recipients).Select(one => Samples.Delivery(notice, one, DeliveryStatus.Sent))];
        await records.Store.CloseOccurrenceAsync(
            notice, sent, new(before, before.Close(1, sent, records.Time.GetUtcNow()).Ended(NoticeStatus.Completed, records.Time.GetUtcNow())), None);
        return (records, notice);
    }
}
