using Microsoft.Extensions.Options;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisIndexRepairTests(RedisServer server) : IndexRepairTests(server);

public sealed class GarnetIndexRepairTests(GarnetServer server) : IndexRepairTests(server);

/// <summary>What crashes leave between records and indexes, made by hand, and what the repair makes of it.</summary>
public abstract class IndexRepairTests(RecordsServer server) : ServerTests(server)
{
    private static readonly Notice One = Samples.Notice(1) with { Category = "news" };

    [Fact]
    public async Task Where_all_is_well_nothing_is_changed()
    {
        await ReserveAsync(One, Samples.Notice(2));
        Records.Time.Advance(TimeSpan.FromHours(1));

        (await Records.Store.RepairIndexesAsync(None)).Should().Be(0);
        (await ListAsync(NoticeFilter.None)).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_notice_in_the_wrong_list_is_put_into_the_right_one()
    {
        await ReserveAsync(One);
        await WriteAsync(One, NoticeStatus.Completed);
        (await ListAsync(new(Status: NoticeStatus.Completed))).Should().BeEmpty("the crash came before the index");
        Records.Time.Advance(TimeSpan.FromMinutes(2));

        (await Records.Store.RepairIndexesAsync(None)).Should().Be(1);

        (await ListAsync(new(Status: NoticeStatus.Completed))).Should().Equal(One.Id);
        (await EntriesAsync(StatusList.Open)).Should().Be(0);
        (await Records.Store.RepairIndexesAsync(None)).Should().Be(0, "it is right now");
    }

    [Fact]
    public async Task A_notice_in_two_lists_is_taken_out_of_the_wrong_one()
    {
        await ReserveAsync(One);
        (await ListAsync(new(Status: NoticeStatus.Queued))).Should().Equal(One.Id);
        await WriteAsync(One, NoticeStatus.Failed);
        await Records.Database.SortedSetAddAsync(RedisKeys.Status(One.Application, StatusList.Failed), IndexEntry.ScoredMember(One), One.Created.ToUnixTimeMilliseconds());
        Records.Time.Advance(TimeSpan.FromMinutes(2));

        await Records.Store.RepairIndexesAsync(None);

        (await EntriesAsync(StatusList.Open)).Should().Be(0);
        (await EntriesAsync(StatusList.Failed)).Should().Be(1);
    }

    [Fact]
    public async Task What_changed_within_the_last_minute_may_be_between_two_writes_and_is_left_alone()
    {
        await ReserveAsync(One);
        await WriteAsync(One, NoticeStatus.Completed);
        Records.Time.Advance(TimeSpan.FromSeconds(30));

        (await Records.Store.RepairIndexesAsync(None)).Should().Be(0);
    }

    [Fact]
    public async Task An_entry_without_a_record_is_removed()
    {
        await ReserveAsync(One, Samples.Notice(2));
        await Records.Database.KeyDeleteAsync(RedisKeys.Notice(One.Key));

        (await Records.Store.RepairIndexesAsync(None)).Should().Be(1);

        (await EntriesAsync(StatusList.Open)).Should().Be(1);
    }

    [Fact]
    public async Task An_ended_notice_leaves_every_index_shortly_before_its_record_goes()
    {
        await ReserveAsync(One);
        NoticeProgress before = NoticeProgress.Of(One);
        await Records.Store.CloseOccurrenceAsync(One, [], new(before, before.Ended(NoticeStatus.Completed, Records.Time.GetUtcNow())), None);
        Records.Time.Advance(TimeSpan.FromDays(30) - TimeSpan.FromHours(2));
        (await Records.Store.RepairIndexesAsync(None)).Should().Be(0, "it is not time yet");
        Records.Time.Advance(TimeSpan.FromHours(1.5));

        (await Records.Store.RepairIndexesAsync(None)).Should().Be(1);

        (await EntriesAsync(StatusList.Completed)).Should().Be(0);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Category(One.Application, "news"))).Should().Be(0);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Recipients(One.Application, RedisHarness.Addresses.Hash(One.Application, "ann@example.com")))).Should().Be(0);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Ended(One.Application))).Should().Be(0);
    }

    [Fact]
    public async Task Each_run_does_a_bounded_part_and_the_next_ones_the_rest()
    {
        Notice[] notices = [.. Enumerable.Range(1, 450).Select(number => Samples.Notice(number))];
        await ReserveAsync(notices);
        await Records.Database.KeyDeleteAsync([.. notices.Select(notice => RedisKeys.Notice(notice.Key))]);

        List<int> changed = [];
        for (int run = 0; run < 4; run++)
        {
            changed.Add(await Records.Store.RepairIndexesAsync(None));
        }

        changed.Should().Equal(200, 200, 50, 0);
    }

    [Fact]
    public async Task A_record_that_a_crash_left_without_indexes_has_them_once_the_sweeper_has_found_it()
    {
        await Records.Store.ReserveAsync(One, "print", None);
        (await ListAsync(NoticeFilter.None)).Should().Equal(One.Id);
        await Records.Database.SortedSetRemoveAsync(RedisKeys.Status(One.Application, StatusList.Open), IndexEntry.ScoredMember(One));
        await Records.Database.KeyDeleteAsync(RedisKeys.Category(One.Application, "news"));
        Records.Time.Advance(TimeSpan.FromMinutes(1));

        (await Records.Store.FindUnstartedAsync(TimeSpan.FromSeconds(30), 10, None)).Should().ContainSingle();

        (await ListAsync(NoticeFilter.None)).Should().Equal(One.Id);
        (await ListAsync(new(Category: "news"))).Should().Equal(One.Id);
    }

    [Fact]
    public async Task What_a_crash_takes_before_the_indexes_are_written_is_put_back_once_the_mark_is_found()
    {
        await ReserveAsync(One);
        await Records.Store.MarkStartedAsync(One.Key, None);
        (await EntriesAsync(StatusList.Open)).Should().Be(0, "the index is written a moment later");
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Unstarted(One.Application))).Should().Be(1, "and the mark goes after it");
        Records.Time.Advance(TimeSpan.FromMilliseconds(40));

        await using RedisNoticeStore after = new(Records.Database, RedisHarness.Addresses, Options.Create(new RetentionOptions()), Records.Time);
        (await after.FindUnstartedAsync(TimeSpan.Zero, 10, None)).Select(record => record.Notice.Id).Should().Equal(One.Id);

        (await EntriesAsync(StatusList.Open)).Should().Be(1);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Recipients(One.Application, RedisHarness.Addresses.Hash(One.Application, "ann@example.com")))).Should().Be(1);
    }

    [Fact]
    public async Task A_notice_that_had_ended_when_a_crash_took_its_index_entries_is_listed_again()
    {
        await ReserveAsync(One);
        await Records.Store.MarkStartedAsync(One.Key, None);
        NoticeProgress before = NoticeProgress.Of(One);
        await Records.Store.CloseOccurrenceAsync(One, [], new(before, before.Ended(NoticeStatus.Completed, Records.Time.GetUtcNow())), None);

        await using RedisNoticeStore after = new(Records.Database, RedisHarness.Addresses, Options.Create(new RetentionOptions()), Records.Time);
        (await after.FindUnstartedAsync(TimeSpan.Zero, 10, None)).Should().BeEmpty();

        (await EntriesAsync(StatusList.Completed)).Should().Be(1);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Ended(One.Application))).Should().Be(1);
        (await Records.Database.SortedSetLengthAsync(RedisKeys.Unstarted(One.Application))).Should().Be(0);
    }

    [Fact]
    public async Task The_indexes_are_written_without_anybodys_asking()
    {
        await ReserveAsync(One);
        await Records.Store.MarkStartedAsync(One.Key, None);

        Records.Time.Advance(TimeSpan.FromMilliseconds(50));

        await Until(async () => await EntriesAsync(StatusList.Open) == 1 && await Records.Database.SortedSetLengthAsync(RedisKeys.Unstarted(One.Application)) == 0);
    }

    [Fact]
    public async Task A_mark_without_a_record_is_removed()
    {
        await ReserveAsync(One);
        await Records.Database.KeyDeleteAsync(RedisKeys.Notice(One.Key));
        Records.Time.Advance(TimeSpan.FromMinutes(1));

        (await Records.Store.FindUnstartedAsync(TimeSpan.FromSeconds(30), 10, None)).Should().BeEmpty();

        (await Records.Database.SortedSetLengthAsync(RedisKeys.Unstarted(One.Application))).Should().Be(0);
    }

    [Fact]
    public async Task The_unstarted_of_every_application_are_found_the_oldest_first_also_after_the_store_was_emptied()
    {
        await ReserveAsync(One);
        await Records.Database.KeyDeleteAsync(RedisKeys.Applications);
        Records.Time.Advance(TimeSpan.FromSeconds(1));
        Notice billing = Samples.Notice(2, application: "billing");
        await ReserveAsync(billing);
        Records.Time.Advance(TimeSpan.FromMinutes(1));

        (await Records.Store.FindUnstartedAsync(TimeSpan.FromSeconds(30), 10, None)).Select(record => record.Notice.Key).Should().Equal(One.Key, billing.Key);
    }

    private static async Task Until(Func<Task<bool>> condition)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    private Task<Reservation[]> ReserveAsync(params Notice[] notices) => Task.WhenAll(notices.Select(notice => Records.Store.ReserveAsync(notice, fingerprint: null, None)));

    private Task<bool> WriteAsync(Notice notice, NoticeStatus status) => Records.Database.StringSetAsync(
        RedisKeys.Progress(notice.Key), RecordReader.WriteProgress(NoticeProgress.Of(notice).Ended(status, Records.Time.GetUtcNow())));

    private Task<long> EntriesAsync(StatusList list) => Records.Database.SortedSetLengthAsync(RedisKeys.Status(Samples.Application, list));

    private async Task<IEnumerable<string>> ListAsync(NoticeFilter filter) =>
        (await Records.Store.ListAsync(Samples.Application, filter, 200, continuation: null, None)).Items.Select(record => record.Notice.Id);
}
