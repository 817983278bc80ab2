using FsCheck.Xunit;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

public abstract partial class NoticeStoreContract
{
    [Fact]
    public async Task The_deliveries_of_a_very_large_notice_are_listed_although_its_next_occurrence_has_none_yet()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Many(5500);
        await ReserveAsync(records, notice);
        Delivery[] sent = [.. Enumerable.Range(0, 5500).Select(recipient => Samples.Delivery(notice, recipient, DeliveryStatus.Sent))];

        await records.Store.SaveDeliveriesAsync(notice, sent, new(NoticeProgress.Of(notice), NoticeProgress.Of(notice) with { Occurrences = 1 }), None);

        (await records.Store.GetDeliveriesAsync(notice.Key, 10, continuation: null, None))!.Items.Should().HaveCount(10);
    }

    [Fact]
    public async Task A_list_begins_with_the_newest()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [.. new[] { 2, 5, 1, 4, 3 }.Select(number => Samples.Notice(number))];
        await ReserveAsync(records, notices);

        (await List(records)).Should().Equal(notices.OrderByDescending(notice => notice.Created).Select(notice => notice.Id));
    }

    [Theory]
    [InlineData("queued", 1)]
    [InlineData("scheduled", 2)]
    [InlineData("delivering", 3)]
    [InlineData("completed", 4)]
    [InlineData("failed", 5)]
    [InlineData("cancelled", 6)]
    [InlineData("paused", 7)]
    public async Task A_list_by_status_holds_those_that_stand_so_now(string name, int number)
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [.. Enumerable.Range(1, 7).Select(one => Samples.Notice(one))];
        notices[1] = notices[1] with { FirstDue = notices[1].Created.AddDays(1) };
        await ReserveAsync(records, notices);
        await SaveAsync(records, notices[2], NoticeStatus.Delivering);
        await EndAsync(records, notices[3], NoticeStatus.Completed);
        await EndAsync(records, notices[4], NoticeStatus.Failed);
        await EndAsync(records, notices[5], NoticeStatus.Cancelled);
        await SaveAsync(records, notices[6], NoticeStatus.Paused);

        Names.TryParse(name, out NoticeStatus status).Should().BeTrue();
        (await List(records, new(Status: status))).Should().Equal(notices[number - 1].Id);
        (await List(records)).Should().HaveCount(7);
    }

    [Fact]
    public async Task A_list_by_channel_or_category_holds_those_that_have_it()
    {
        RecordsHarness records = await OpenAsync();
        Notice plain = Samples.Notice(1);
        Notice twoChannels = Samples.Notice(2) with { Channels = [Channel.Email, Channel.WebSocket], To = [new("ann@example.com", User: "ann")] };
        Notice ofCategory = Samples.Notice(3) with { Category = "orders" };
        await ReserveAsync(records, plain, twoChannels, ofCategory);

        (await List(records, new(Channel: Channel.WebSocket))).Should().Equal(twoChannels.Id);
        (await List(records, new(Channel: Channel.Email))).Should().HaveCount(3);
        (await List(records, new(Channel: Channel.App))).Should().BeEmpty();
        (await List(records, new(Category: "orders"))).Should().Equal(ofCategory.Id);
        (await List(records, new(Category: "other"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("ann@example.com", 1)]
    [InlineData(" Ann@Example.COM ", 1)]
    [InlineData("+1 (415) 555-0100", 1)]
    [InlineData("bob", 1)]
    [InlineData("Bob", 0)]
    [InlineData("device-1", 1)]
    [InlineData("Ann", 0)]
    [InlineData("carl@example.com", 0)]
    public async Task A_list_by_recipient_finds_any_address_in_any_spelling_of_it(string recipient, int expected)
    {
        RecordsHarness records = await OpenAsync();
        Notice addressed = Samples.Notice(1) with { To = [new("ann@example.com", Name: "Ann"), new(Phone: "+14155550100", User: "bob", Device: "device-1")] };
        Notice another = Samples.Notice(2) with { To = [new("dora@example.com")] };
        await ReserveAsync(records, addressed, another);

        (await List(records, new(Recipient: recipient))).Should().HaveCount(expected);
    }

    [Fact]
    public async Task A_period_includes_its_beginning_and_not_its_end()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [.. Enumerable.Range(1, 5).Select(number => Samples.Notice(number) with { Category = "orders" })];
        await ReserveAsync(records, notices);
        (DateTimeOffset from, DateTimeOffset to) = (notices[1].Created, notices[3].Created);
        string[] expected = [notices[2].Id, notices[1].Id];

        (await List(records, new(From: from, To: to))).Should().Equal(expected);
        (await List(records, new(From: from, To: to, Category: "orders"))).Should().Equal(expected);
        (await List(records, new(From: from, To: to, Recipient: "ann@example.com"))).Should().Equal(expected);
        (await List(records, new(From: from.AddTicks(1), To: to.AddTicks(1)))).Should().Equal(notices[3].Id, notices[2].Id);
    }

    [Fact]
    public async Task Filters_combine()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices =
        [
            .. from number in Enumerable.Range(0, 16)
               select Samples.Notice(number) with
               {
                   Category = number % 2 == 0 ? "even" : "odd",
                   To = [new(Email: number % 4 < 2 ? "ann@example.com" : "bob@example.com", User: "u")],
                   Channels = number % 8 < 4 ? [Channel.Email] : [Channel.WebSocket],
               },
        ];
        await ReserveAsync(records, notices);
        foreach (Notice notice in notices[..8])
        {
            await EndAsync(records, notice, NoticeStatus.Failed);
        }

        (await List(records, new(NoticeStatus.Failed, Channel.WebSocket, "even", "bob@example.com"))).Should().Equal(notices[6].Id);
        (await List(records, new(NoticeStatus.Queued, Channel.Email, "odd"))).Should().Equal(notices[11].Id, notices[9].Id);
        (await List(records, new(NoticeStatus.Failed, Category: "odd"), limit: 1)).Should().Equal(notices[7].Id, notices[5].Id, notices[3].Id, notices[1].Id);
        (await List(records, new(Category: "odd", Channel: Channel.Email, Recipient: "ann@example.com"))).Should().Equal(notices[9].Id, notices[1].Id);
    }

    [Property(MaxTest = 30)]
    public async Task Pages_of_any_size_hold_every_notice_exactly_once_in_order(byte[] milliseconds, FsCheck.PositiveInt limit, bool byRecipient)
    {
        RecordsHarness records = await OpenAsync();
        DateTimeOffset start = Samples.Notice(0).Created;
        Notice[] notices = [.. milliseconds.Select((offset, number) => Samples.Notice(number, start.AddMilliseconds(offset % 4)))];
        await ReserveAsync(records, notices);

        List<string> listed = await List(records, byRecipient ? new(Recipient: "ann@example.com") : NoticeFilter.None, limit.Get);

        listed.Should().Equal(notices.OrderByDescending(notice => notice.Created).ThenByDescending(notice => notice.Id, StringComparer.Ordinal).Select(notice => notice.Id));
    }

    [Fact]
    public async Task What_comes_or_goes_between_two_pages_neither_repeats_nor_hides_a_notice()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [.. Enumerable.Range(1, 6).Select(number => Samples.Notice(number))];
        await ReserveAsync(records, notices);
        NoticeFilter queued = new(Status: NoticeStatus.Queued);

        Page<NoticeRecord> first = await records.Store.ListAsync(Samples.Application, queued, 2, null, None);
        await ReserveAsync(records, Samples.Notice(7));
        await EndAsync(records, notices[5], NoticeStatus.Completed);
        Page<NoticeRecord> second = await records.Store.ListAsync(Samples.Application, queued, 2, first.Continuation, None);

        second.Items.Select(record => record.Notice.Id).Should().Equal(notices[3].Id, notices[2].Id);
    }

    [Fact]
    public async Task A_list_goes_on_only_from_its_own_continuation()
    {
        RecordsHarness records = await OpenAsync();
        await ReserveAsync(records, Samples.Notice(1), Samples.Notice(2));
        string given = (await records.Store.ListAsync(Samples.Application, NoticeFilter.None, 1, null, None)).Continuation!;

        foreach ((string application, NoticeFilter filter, string continuation) in new[]
        {
            (Samples.Application, NoticeFilter.None, "nonsense"),
            (Samples.Application, NoticeFilter.None, "!"),
            (Samples.Application, NoticeFilter.None, ""),
            (Samples.Application, NoticeFilter.None, given[..^2] + (given[^2] == 'A' ? "B" : "A") + given[^1]),
            (Samples.Application, new NoticeFilter(Status: NoticeStatus.Queued), given),
            ("billing", NoticeFilter.None, given),
        })
        {
            await records.Store.Invoking(store => store.ListAsync(application, filter, 1, continuation, None))
                .Should().ThrowAsync<InvalidContinuationException>(continuation);
        }
    }

    [Fact]
    public async Task A_notice_is_listed_no_longer_than_it_is_kept()
    {
        RecordsHarness records = await OpenAsync();
        Notice ended = Samples.Notice(1) with { Category = "orders" };
        Notice pending = Samples.Notice(2) with { Category = "orders" };
        await ReserveAsync(records, ended, pending);
        await EndAsync(records, ended, NoticeStatus.Completed);

        await records.ForgetAsync(ended);

        foreach (NoticeFilter filter in new[] { NoticeFilter.None, new(Category: "orders"), new(Recipient: "ann@example.com") })
        {
            (await List(records, filter)).Should().Equal(pending.Id);
        }
    }

    private protected static Task ReserveAsync(RecordsHarness records, params IEnumerable<Notice> notices) =>
        Task.WhenAll(notices.Select(notice => records.Store.ReserveAsync(notice, null, None)));

    private static async Task SaveAsync(RecordsHarness records, Notice notice, NoticeStatus status)
    {
        NoticeProgress before = (await records.Store.GetAsync(notice.Key, None))!.Progress;
        await records.Store.SaveDeliveriesAsync(notice, [], new(before, before with { Status = status }), None);
    }
}
