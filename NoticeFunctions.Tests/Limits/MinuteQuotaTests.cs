using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Limits;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Limits;

public sealed class MinuteQuotaTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 20, TimeSpan.Zero));
    private readonly InMemoryMinuteCounter counter = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(250)]
    [InlineData(6000)]
    public async Task One_host_lets_exactly_the_limit_through_in_a_minute_and_in_the_next_again(int limit)
    {
        MinuteQuota quota = Host();

        (await TakeAsync(quota, limit, limit + 50)).Should().Be(limit);
        quota.State(limit).Should().Be(new QuotaState("notices-per-minute", limit, TimeSpan.FromMinutes(1), 0, TimeSpan.FromSeconds(40)));
        time.Advance(TimeSpan.FromSeconds(40));
        (await TakeAsync(quota, limit, limit + 50)).Should().Be(limit);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(10, 3)]
    [InlineData(1000, 7)]
    public async Task Several_hosts_together_let_no_more_through_than_the_limit_and_one_each(int limit, int hosts)
    {
        MinuteQuota[] all = [.. Enumerable.Range(0, hosts).Select(_ => Host())];
        int[] taken = await Task.WhenAll(all.Select(host => Task.Run(() => TakeAsync(host, limit, limit + 100))));

        taken.Sum().Should().BeGreaterThanOrEqualTo(limit * 9 / 10).And.BeLessThanOrEqualTo(limit + hosts);
    }

    [Fact]
    public async Task Hosts_that_are_all_asked_at_one_moment_before_any_has_an_answer_are_one_too_many_each_at_most()
    {
        TaskCompletionSource answer = new();
        counter.Answer = answer.Task;
        MinuteQuota[] hosts = [.. Enumerable.Range(0, 4).Select(_ => Host())];
        Task<int>[] takes = [.. hosts.Select(host => TakeManyAsync(host, limit: 2, times: 10))];
        answer.SetResult();

        (await Task.WhenAll(takes)).Sum().Should().BeGreaterThanOrEqualTo(2).And.BeLessThanOrEqualTo(2 + 4);
    }

    [Fact]
    public async Task Only_one_in_many_asks_the_store_and_the_first_does_not_wait_for_it()
    {
        TaskCompletionSource answer = new();
        counter.Answer = answer.Task;
        MinuteQuota quota = Host();

        quota.TakeAsync(6000).AsTask().IsCompletedSuccessfully.Should().BeTrue("its number follows");
        Task<MinutePlace?> second = quota.TakeAsync(6000).AsTask();
        second.IsCompleted.Should().BeFalse();
        answer.SetResult();
        (await second)!.Number.Should().Be(2);
        (await TakeAsync(quota, 6000, 6000)).Should().Be(5998);
        counter.Calls.Should().BeInRange(100, 101);
    }

    [Fact]
    public async Task Another_limit_holds_from_the_next_notice_on()
    {
        MinuteQuota quota = Host();
        (await TakeAsync(quota, limit: 1000, times: 100)).Should().Be(100);

        (await quota.TakeAsync(limit: 50)).Should().BeNull("less than that has been sent, but more than the limit");
        (await TakeAsync(quota, limit: 120, times: 100)).Should().Be(20);
        (await TakeAsync(quota, limit: 130, times: 100)).Should().Be(10);
    }

    [Fact]
    public async Task What_is_given_back_may_be_taken_again_by_this_host()
    {
        MinuteQuota quota = Host();
        MinutePlace?[] places = [await quota.TakeAsync(3), await quota.TakeAsync(3), await quota.TakeAsync(3)];
        quota.GiveBack(places[0]!);
        quota.GiveBack(places[2]!);

        quota.State(3).Remaining.Should().Be(2);
        (await TakeAsync(quota, 3, 10)).Should().Be(2);
    }

    [Fact]
    public async Task What_is_given_back_before_its_number_has_come_does_not_count_either()
    {
        TaskCompletionSource answer = new();
        counter.Answer = answer.Task;
        MinuteQuota quota = Host();
        quota.GiveBack((await quota.TakeAsync(3))!);
        answer.SetResult();

        (await TakeAsync(quota, 3, 10)).Should().Be(3);
    }

    [Fact]
    public async Task What_is_given_back_in_another_minute_is_not_of_this_one()
    {
        MinuteQuota quota = Host();
        MinutePlace old = (await quota.TakeAsync(2))!;
        time.Advance(TimeSpan.FromMinutes(1));
        (await TakeAsync(quota, 2, 10)).Should().Be(2);
        quota.GiveBack(old);

        (await quota.TakeAsync(2)).Should().BeNull();
    }

    [Fact]
    public async Task While_the_store_is_away_whoever_waits_for_it_hears_so_and_afterwards_it_goes_on()
    {
        TaskCompletionSource answer = new();
        counter.Answer = answer.Task;
        MinuteQuota quota = Host();
        (await quota.TakeAsync(100)).Should().NotBeNull();
        Task<MinutePlace?> second = quota.TakeAsync(100).AsTask();
        answer.SetException(new RecordsUnavailableException("The store is away.", new TimeoutException()));
        await FluentActions.Awaiting(() => second).Should().ThrowAsync<RecordsUnavailableException>();

        counter.Answer = Task.CompletedTask;
        (await TakeAsync(quota, 100, 200)).Should().BeInRange(98, 99, "the first counts all the same");
    }

    private MinuteQuota Host() => new("orders", counter, time);

    private static async Task<int> TakeAsync(MinuteQuota quota, int limit, int times)
    {
        int taken = 0;
        for (int i = 0; i < times; i++)
        {
            taken += await quota.TakeAsync(limit) is null ? 0 : 1;
        }

        return taken;
    }

    private static async Task<int> TakeManyAsync(MinuteQuota quota, int limit, int times) =>
        (await Task.WhenAll(Enumerable.Range(0, times).Select(_ => quota.TakeAsync(limit).AsTask()))).Count(place => place is not null);
}
