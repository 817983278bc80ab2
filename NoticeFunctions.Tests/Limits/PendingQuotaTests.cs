using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Limits;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Limits;

public sealed class RedisPendingQuotaTests(RedisServer server) : PendingQuotaTests(server);

public sealed class GarnetPendingQuotaTests(GarnetServer server) : PendingQuotaTests(server);

/// <summary>How many notices may be accepted and not ended, against the lists that really stand in the store.</summary>
public abstract class PendingQuotaTests(RecordsServer server) : ServerTests(server)
{
    private const int Limit = 20;

    private FakeTimeProvider Time => Records.Time;

    [Fact]
    public async Task Exactly_the_limit_is_let_in_one_after_the_other()
    {
        PendingQuota quota = Host();
        bool[] entered = await Task.WhenAll(from number in Enumerable.Range(1, 1) select EnterAsync(quota, number));
        for (int number = 2; number <= Limit + 10; number++)
        {
            entered = [.. entered, await EnterAsync(quota, number)];
        }

        entered.Count(one => one).Should().Be(Limit);
        entered.Skip(Limit).Should().OnlyContain(one => !one);
    }

    [Fact]
    public async Task Exactly_the_limit_is_let_in_when_many_come_at_once()
    {
        PendingQuota quota = Host();
        bool[] entered = await Task.WhenAll(Enumerable.Range(1, Limit * 3).Select(number => Task.Run(() => EnterAsync(quota, number))));

        entered.Count(one => one).Should().Be(Limit);
    }

    [Fact]
    public async Task There_is_room_again_as_soon_as_one_has_ended_and_not_while_it_is_only_delivering()
    {
        PendingQuota quota = Host();
        for (int number = 1; number <= Limit; number++)
        {
            (await EnterAsync(quota, number)).Should().BeTrue();
        }

        Notice first = Samples.Notice(1);
        NoticeProgress before = NoticeProgress.Of(first);
        NoticeProgress delivering = before with { Status = NoticeStatus.Delivering };
        await Records.Store.SaveDeliveriesAsync(first, [Samples.Delivery(first)], new(before, delivering), None);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await EnterAsync(quota, Limit + 1)).Should().BeFalse();

        Delivery sent = Samples.Delivery(first, status: DeliveryStatus.Sent);
        await Records.Store.CloseOccurrenceAsync(first, [sent], new(delivering, delivering.Close(1, [sent], Time.GetUtcNow()).Ended(NoticeStatus.Completed, Time.GetUtcNow())), None);
        Time.Advance(TimeSpan.FromSeconds(1));
        (await EnterAsync(quota, Limit + 1)).Should().BeTrue();
        (await EnterAsync(quota, Limit + 2)).Should().BeFalse();
    }

    [Fact]
    public async Task Another_limit_holds_from_the_next_notice_on()
    {
        PendingQuota quota = Host();
        for (int number = 1; number <= 10; number++)
        {
            await EnterAsync(quota, number);
        }

        (await EnterAsync(quota, 11, limit: 10)).Should().BeFalse();
        (await EnterAsync(quota, 11, limit: 11)).Should().BeTrue();
        (await EnterAsync(quota, 12, limit: 11)).Should().BeFalse();
    }

    [Fact]
    public async Task A_host_that_starts_anew_counts_what_the_one_before_has_left()
    {
        PendingQuota first = Host();
        for (int number = 1; number <= Limit; number++)
        {
            await EnterAsync(first, number);
        }

        await Records.Store.ListAsync(Samples.Application, NoticeFilter.None, 1, continuation: null, None);
        PendingQuota second = Host();
        (await EnterAsync(second, Limit + 1)).Should().BeTrue("who has not looked yet lets one in ahead");
        (await EnterAsync(second, Limit + 2)).Should().BeFalse();
    }

    [Fact]
    public async Task What_was_let_in_and_not_accepted_after_all_takes_no_room()
    {
        PendingQuota quota = Host();
        for (int number = 0; number < Limit * 3; number++)
        {
            (await quota.EnterAsync(Limit)).Should().BeTrue();
            quota.Leave();
        }
    }

    private PendingQuota Host() => new(Samples.Application, Records.Store, Time);

    // As the intake does it.
    private async Task<bool> EnterAsync(PendingQuota quota, int number, int limit = Limit)
    {
        if (!await quota.EnterAsync(limit))
        {
            return false;
        }

        await Records.Store.ReserveAsync(Samples.Notice(number), fingerprint: null, None);
        quota.Leave();
        return true;
    }
}
