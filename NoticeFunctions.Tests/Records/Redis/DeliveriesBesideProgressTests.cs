using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisDeliveriesBesideProgressTests(RedisServer server) : DeliveriesBesideProgressTests(server);

public sealed class GarnetDeliveriesBesideProgressTests(GarnetServer server) : DeliveriesBesideProgressTests(server);

/// <summary>Where the ledger's deliveries stand: with the progress in one value, or under keys of their own.</summary>
public abstract class DeliveriesBesideProgressTests(RecordsServer server) : ServerTests(server)
{
    private static readonly Notice One = Samples.Notice(1) with { To = [new("ann@example.com"), new("bob@example.com")] };

    [Fact]
    public async Task A_notice_that_is_done_at_once_has_no_keys_but_its_record_and_its_progress()
    {
        Delivery[] sent = [Samples.Delivery(One, 0, DeliveryStatus.Sent), Samples.Delivery(One, 1, DeliveryStatus.Failed)];
        NoticeProgress begun = await BeginAsync(One);

        await CloseAsync(begun, sent, ends: true);

        (await OwnKeysAsync()).Should().Be(0);
        (await Records.Store.GetDeliveriesAsync(One.Key, 10, null, None))!.Items.Should().BeEquivalentTo(sent, options => options.WithStrictOrdering());
        Page<Delivery> first = (await Records.Store.GetDeliveriesAsync(One.Key, 1, null, None))!;
        first.Items.Concat((await Records.Store.GetDeliveriesAsync(One.Key, 1, first.Continuation, None))!.Items).Should().BeEquivalentTo(sent);
    }

    [Fact]
    public async Task A_notice_that_goes_on_leaves_its_deliveries_under_keys_of_their_own()
    {
        Delivery[] outcomes = [Samples.Delivery(One, 0, DeliveryStatus.Sent), Samples.Delivery(One, 1, retryAt: Records.Time.GetUtcNow().AddSeconds(2))];
        NoticeProgress begun = await BeginAsync(One);

        await CloseAsync(begun, outcomes, ends: false);

        (await OwnKeysAsync()).Should().Be(2);
        OccurrenceState state = (await Records.Store.LoadOccurrenceAsync(One.Key, 1, slice: null, None))!;
        state.Deliveries.Should().BeEquivalentTo(outcomes);
        state.Retries.Should().ContainSingle().Which.Should().BeEquivalentTo(outcomes[1]);
    }

    [Fact]
    public async Task A_notice_that_goes_on_after_its_end_because_a_control_came_first_keeps_its_deliveries()
    {
        Delivery[] outcomes = [Samples.Delivery(One, 0, DeliveryStatus.Sent), Samples.Delivery(One, 1, DeliveryStatus.Sent)];
        await CloseAsync(await BeginAsync(One), outcomes, ends: true);
        OccurrenceState state = (await Records.Store.LoadOccurrenceAsync(One.Key, 1, slice: null, None))!;

        await Records.Store.CloseOccurrenceAsync(
            One, state.Deliveries, new(state.Progress, state.Progress with { Status = NoticeStatus.Scheduled, Ended = null }, state.Deliveries), None);

        (await Records.Store.LoadOccurrenceAsync(One.Key, 1, slice: null, None))!.Deliveries.Should().BeEquivalentTo(outcomes);
        (await Records.Database.KeyTimeToLiveAsync(RedisKeys.Delivery(One.Key, 1, Channel.Email, 0))).Should().NotBeNull("its occurrence is closed");
    }

    [Fact]
    public async Task What_is_known_stays_in_the_ledger_when_only_a_part_is_written_again()
    {
        await BeginAsync(One);
        OccurrenceState state = (await Records.Store.LoadOccurrenceAsync(One.Key, 1, new(Channel.Email, 0, 2), None))!;
        Delivery settled = state.Deliveries[0] with { Status = DeliveryStatus.Uncertain };

        await Records.Store.SaveDeliveriesAsync(One, [settled], new(state.Progress, state.Progress, state.Deliveries), None);

        OccurrenceState after = (await Records.Store.LoadOccurrenceAsync(One.Key, 1, new(Channel.Email, 0, 2), None))!;
        after.Deliveries.Select(delivery => (delivery.RecipientIndex, delivery.Status)).Should().BeEquivalentTo([(0, DeliveryStatus.Uncertain), (1, DeliveryStatus.Sending)]);
    }

    [Fact]
    public async Task Of_many_recipients_each_delivery_has_its_own_key()
    {
        Notice many = One with { To = [.. Enumerable.Range(0, 11).Select(number => new Recipient($"r{number}@example.com"))] };

        await BeginAsync(many);

        (await OwnKeysAsync()).Should().Be(11);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task What_calls_side_by_side_write_between_them_is_in_the_ledger_with_what_the_others_have_written(int recipients)
    {
        Notice notice = One with { To = [.. Enumerable.Range(0, recipients).Select(number => new Recipient($"r{number}@example.com"))] };
        await BeginAsync(notice);
        RecipientSlice slice = new(Channel.Email, 0, recipients);
        OccurrenceState begun = (await Records.Store.LoadOccurrenceAsync(notice.Key, 1, slice, None))!;
        using OccurrenceLedger ledger = new(Records.Store, begun);

        bool[] stand = await Task.WhenAll(begun.Deliveries.Select(delivery => ledger.AdvanceAsync([delivery with { Provider = "another" }])));

        stand.Should().HaveCount(recipients).And.OnlyContain(stands => stands);
        (await Records.Store.LoadOccurrenceAsync(notice.Key, 1, slice, None))!.Deliveries
            .Should().HaveCount(recipients).And.OnlyContain(delivery => delivery.IsInFlight && delivery.Provider == "another");
    }

    private async Task<NoticeProgress> BeginAsync(Notice notice)
    {
        await Records.Store.ReserveAsync(notice, fingerprint: null, None);
        NoticeProgress before = NoticeProgress.Of(notice);
        NoticeProgress begun = before with { Status = NoticeStatus.Delivering };
        await Records.Store.SaveDeliveriesAsync(notice, [.. notice.To.Select((_, index) => Samples.Delivery(notice, index))], new(before, begun), None);
        return begun;
    }

    private Task<bool> CloseAsync(NoticeProgress before, Delivery[] outcomes, bool ends)
    {
        NoticeProgress closed = before.Close(1, outcomes, Records.Time.GetUtcNow());
        return Records.Store.CloseOccurrenceAsync(
            One, outcomes, new(before, ends ? closed.Ended(NoticeStatus.Completed, Records.Time.GetUtcNow()) : closed with { Status = NoticeStatus.Scheduled }), None);
    }

    private Task<long> OwnKeysAsync() => Records.Database.KeyExistsAsync([.. Enumerable.Range(0, 11).Select(index => RedisKeys.Delivery(One.Key, 1, Channel.Email, index))]);
}
