using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisInboxTests(RedisServer server) : InboxTests(server);

public sealed class GarnetInboxTests(GarnetServer server) : InboxTests(server);

/// <summary>What inboxes keep, and in what order.</summary>
public abstract class InboxTests(RecordsServer server) : ServerTests(server)
{
    private static readonly InboxUser Ann = new("orders", "ann");
    private static readonly InboxUser Ben = new("orders", "ben");

    private IInbox Inbox => Records.Inbox;

    [Fact]
    public async Task What_comes_is_there_oldest_first_and_unread_in_its_own_inbox_alone()
    {
        await AddAsync(Ann, 1, 2, 3);
        await AddAsync(Ben, 4);

        InboxPage page = await Inbox.ReadAsync(Ann, after: 0, 10, None);

        Numbers(page).Should().Equal(1, 2, 3);
        page.Items.Should().OnlyContain(item => item.ReadAt == null && item.AcknowledgedAt == null && item.SentAt == Records.Time.GetUtcNow());
        (page.HasMore, page.Unread).Should().Be((false, 3L));
        (await Inbox.ReadAsync(Ann with { Application = "billing" }, after: 0, 10, None)).Items.Should().BeEmpty();
        (await Inbox.ReadAsync(Ann with { Name = "Ann" }, after: 0, 10, None)).Items.Should().BeEmpty("it is another user");
    }

    [Fact]
    public async Task A_delivery_that_comes_twice_is_there_once()
    {
        await AddAsync(Ann, 1, 2);
        await AddAsync(Ann, 1);
        await Inbox.MarkAsync(Ann, [Id(2)], acknowledged: false, None);
        await AddAsync(Ann, 2);

        Numbers(await Inbox.ReadAsync(Ann, after: 0, 10, None)).Should().Equal(1, 2);
        (await Inbox.GetUnreadAsync(Ann, None)).Should().Equal(Id(1));
        (await Inbox.CountUnreadAsync(Ann, None)).Should().Be(1);
    }

    [Fact]
    public async Task A_delivery_whose_first_run_died_halfway_is_put_in_by_the_second()
    {
        await Records.Database.HashSetAsync(new NoticeFunctions.Records.Redis.InboxKeys(Ann, RedisHarness.Addresses).Marks, Id(1), "");

        await AddAsync(Ann, 1);

        Numbers(await Inbox.ReadAsync(Ann, after: 0, 10, None)).Should().Equal(1);
    }

    [Fact]
    public async Task Part_after_part_gives_everything_once_while_more_comes_from_many_sides_and_the_oldest_go()
    {
        await Inbox.GreetAsync(Ann, None);
        List<int> seen = [];
        long after = 0;
        Task adding = Task.WhenAll(Enumerable.Range(0, 4).Select(async side =>
        {
            for (int one = 0; one < 10; one++)
            {
                await AddAsync(Ann, (side * 10) + one);
            }
        }));
        InboxPage page;
        do
        {
            bool last = adding.IsCompleted;
            page = await Inbox.ReadAsync(Ann, after, 3, None);
            seen.AddRange(Numbers(page));
            after = page.End;
            if (last && !page.HasMore)
            {
                break;
            }
        }
        while (true);

        await adding;
        seen.Should().OnlyHaveUniqueItems();
        InboxPage kept = await Inbox.ReadAsync(Ann, after: 0, 100, None);
        kept.Items.Should().HaveCount(20, "so many are kept");
        seen.TakeLast(20).Should().Equal(Numbers(kept), "nothing that is kept was missed");
    }

    [Fact]
    public async Task A_user_whom_nobody_has_seen_keeps_few_and_one_who_has_connected_more()
    {
        int[] many = [.. Enumerable.Range(1, 30)];
        await AddAsync(Ben, many);
        await Inbox.GreetAsync(Ann, None);
        await AddAsync(Ann, many);

        Numbers(await Inbox.ReadAsync(Ben, after: 0, 100, None)).Should().Equal(many[^5..]);
        InboxPage anns = await Inbox.ReadAsync(Ann, after: 0, 100, None);
        Numbers(anns).Should().Equal(many[^20..]);
        anns.Unread.Should().Be(20, "what has gone is not unread any more");
        (await Inbox.MarkAsync(Ben, [Id(1)], acknowledged: false, None)).Should().BeEmpty("it is not there any more");
    }

    [Theory]
    [InlineData(399, 399)]
    [InlineData(371, 371)]
    [InlineData(369, 400)]
    [InlineData(null, 400)]
    public async Task A_user_who_looks_again_is_written_down_again_only_after_a_month(int? daysLeft, int after)
    {
        StackExchange.Redis.RedisKey known = new NoticeFunctions.Records.Redis.InboxKeys(Ann, RedisHarness.Addresses).Known;
        if (daysLeft is { } days)
        {
            await Records.Database.StringSetAsync(known, 1, TimeSpan.FromDays(days));
        }

        await Inbox.GreetAsync(Ann, None);

        TimeSpan left = (await Records.Database.KeyTimeToLiveAsync(known))!.Value;
        left.Should().BeLessThanOrEqualTo(TimeSpan.FromDays(after)).And.BeGreaterThan(TimeSpan.FromDays(after) - TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task What_is_too_old_is_not_shown_and_cursors_go_on()
    {
        await AddAsync(Ann, 1, 2);
        long after = (await Inbox.ReadAsync(Ann, after: 0, 10, None)).End;
        Records.Time.Advance(TimeSpan.FromDays(30) + TimeSpan.FromMinutes(1));
        await AddAsync(Ann, 3);

        Numbers(await Inbox.ReadAsync(Ann, after: 0, 10, None)).Should().Equal(3);
        Numbers(await Inbox.ReadAsync(Ann, after, 10, None)).Should().Equal(3);
    }

    [Fact]
    public async Task An_inbox_that_was_forgotten_begins_behind_every_cursor_that_anybody_has()
    {
        await AddAsync(Ann, 1, 2, 3);
        long after = (await Inbox.ReadAsync(Ann, after: 0, 10, None)).End;
        NoticeFunctions.Records.Redis.InboxKeys keys = new(Ann, RedisHarness.Addresses);
        await Records.Database.KeyDeleteAsync([keys.Items, keys.Position, keys.Marks, keys.Unread]);
        (await Inbox.ReadAsync(Ann, after, 10, None)).Should().BeEquivalentTo(new InboxPage([], after, HasMore: false, Unread: 0));
        Records.Time.Advance(TimeSpan.FromDays(31));

        await AddAsync(Ann, 4);

        Numbers(await Inbox.ReadAsync(Ann, after, 10, None)).Should().Equal(4);
    }

    [Fact]
    public async Task Marks_stay_and_an_acknowledgement_is_never_taken_back()
    {
        await AddAsync(Ann, 1, 2);
        DateTimeOffset first = Records.Time.GetUtcNow();

        (await Inbox.MarkAsync(Ann, [Id(1), Id(7), Id(1)], acknowledged: true, None)).Should().Equal(Id(1));
        Records.Time.Advance(TimeSpan.FromMinutes(1));
        (await Inbox.MarkAsync(Ann, [Id(1), Id(2)], acknowledged: false, None)).Should().Equal(Id(1), Id(2));

        InboxPage page = await Inbox.ReadAsync(Ann, after: 0, 10, None);
        page.Items.Select(item => (item.ReadAt, item.AcknowledgedAt)).Should().Equal((first, first), (first.AddMinutes(1), null));
        page.Unread.Should().Be(0);
        (await Inbox.GetUnreadAsync(Ann, None)).Should().BeEmpty();
    }

    private static string Id(int number) => $"{NoticeIds.FromIdempotencyKey("inbox", $"{number}")}-1-webSocket-0";

    private static IEnumerable<int> Numbers(InboxPage page) => page.Items.Select(item => Enumerable.Range(0, 100).Single(number => Id(number) == item.DeliveryId));

    private async Task AddAsync(InboxUser user, params int[] numbers)
    {
        // One after the other: what is added at once comes in any order.
        foreach (int number in numbers)
        {
            await Inbox.AddAsync([new InboxEntry(user, Id(number), Records.Time.GetUtcNow())], None);
        }
    }
}
