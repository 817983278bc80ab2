using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

/// <summary>What every store must do; run against memory, Redis and Garnet.</summary>
public abstract partial class NoticeStoreContract : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private protected abstract Task<RecordsHarness> OpenAsync();

    // A missing server skips the test here: within a property a skip would count as a counterexample.
    public async ValueTask InitializeAsync() => await OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Under_a_key_whose_record_has_expired_another_notice_to_many_is_read_as_what_it_is()
    {
        RecordsHarness records = await OpenAsync();
        Notice first = Samples.Notice(1) with { To = [.. Enumerable.Range(0, 200).Select(one => new Recipient($"r{one}@example.com"))] };
        Notice second = first with { Title = "Another", Created = first.Created.AddDays(1) };
        await records.Store.ReserveAsync(first, "same", None);
        NoticeRecord held = (await records.Store.GetAsync(first.Key, None))!;
        await EndAsync(records, first, NoticeStatus.Completed);
        await records.ForgetAsync(first);
        await records.Store.ReserveAsync(second, "same", None);

        (await records.Store.GetAsync(first.Key, None))!.Notice.Title.Should().Be(second.Title);
        (await records.Store.LoadOccurrenceAsync(first.Key, 1, new(Channel.Email, 0, 200), None))!.Notice.Title.Should().Be(second.Title);
        GC.KeepAlive(held);
    }

    [Fact]
    public async Task Everything_of_a_notice_comes_back_as_it_was_written()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1) with
        {
            Title = "Заказ №1 \"отправлен\" 🚚",
            Content = new("text\nof two lines", "<p>html</p>", "sms", "push"),
            To = [new("ann@example.com", "+14155550100", "ann", "device-1", "Ann"), new(User: "bob")],
            Channels = [Channel.WebSocket, Channel.Email],
            Schedule = new(Every: "PT1H", Start: Samples.Notice(1).Created.AddHours(2), Count: 3, Until: Samples.Notice(1).Created.AddDays(9)),
            Priority = Priority.Urgent,
            Category = "orders",
            Metadata = new Dictionary<string, string> { ["order"] = "1", ["Empty"] = "" },
            FirstDue = Samples.Notice(1).Created.AddHours(2),
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };

        await records.Store.ReserveAsync(notice, fingerprint: null, None);

        NoticeRecord? found = await records.Store.GetAsync(notice.Key, None);
        found!.Notice.Should().BeEquivalentTo(notice, options => options.WithStrictOrdering());
        found.Progress.Should().BeEquivalentTo(NoticeProgress.Of(notice));
    }

    [Fact]
    public async Task A_notice_due_at_once_is_queued_and_one_due_later_is_scheduled()
    {
        RecordsHarness records = await OpenAsync();
        Notice now = Samples.Notice(1);
        Notice later = Samples.Notice(2) with { FirstDue = now.Created.AddDays(400) };

        Reservation first = await records.Store.ReserveAsync(now, null, None);
        Reservation second = await records.Store.ReserveAsync(later, null, None);

        (first.Outcome, first.Record.Progress.Status).Should().Be((ReservationOutcome.Created, NoticeStatus.Queued));
        (second.Outcome, second.Record.Progress.Status).Should().Be((ReservationOutcome.Created, NoticeStatus.Scheduled));
        second.Record.Progress.NextDue.Should().Be(later.FirstDue);
        second.Record.Progress.Counts.Should().BeEquivalentTo(new Dictionary<Channel, ChannelCounts> { [Channel.Email] = new() });
    }

    [Fact]
    public async Task The_same_request_again_finds_the_first_ones_notice()
    {
        RecordsHarness records = await OpenAsync();
        Notice first = Samples.Notice(1);
        await records.Store.ReserveAsync(first, "print", None);
        Notice again = first with { Created = first.Created.AddMinutes(1), TraceParent = "another" };

        Reservation second = await records.Store.ReserveAsync(again, "print", None);

        second.Outcome.Should().Be(ReservationOutcome.Existing);
        second.Record.Notice.Should().BeEquivalentTo(first);
        (await List(records)).Should().Equal(first.Id);
    }

    [Fact]
    public async Task A_request_again_after_the_end_tells_how_it_ended()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, "print", None);
        NoticeProgress end = await EndAsync(records, notice, NoticeStatus.Completed);

        Reservation again = await records.Store.ReserveAsync(notice, "print", None);

        again.Outcome.Should().Be(ReservationOutcome.Existing);
        again.Record.Progress.Should().BeEquivalentTo(end);
        records.Time.Advance(TimeSpan.FromMinutes(5));
        (await records.Store.FindUnstartedAsync(TimeSpan.Zero, 10, None)).Should().BeEmpty("nothing is left to start");
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_a_conflict_and_changes_nothing()
    {
        RecordsHarness records = await OpenAsync();
        Notice first = Samples.Notice(1);
        await records.Store.ReserveAsync(first, "print", None);
        Notice other = first with { Title = "Another", Category = "other", To = [new(Email: "bob@example.com")] };

        Reservation second = await records.Store.ReserveAsync(other, "other print", None);

        second.Outcome.Should().Be(ReservationOutcome.Conflict);
        second.Record.Notice.Title.Should().Be(first.Title);
        (await List(records, new(Category: "other"))).Should().BeEmpty();
        (await List(records, new(Recipient: "bob@example.com"))).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_requests_at_once_under_one_key_exactly_one_creates_the_notice()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);

        Reservation[] all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => records.Store.ReserveAsync(notice, "print", None)));

        all.Count(one => one.Outcome == ReservationOutcome.Created).Should().Be(1);
        all.Count(one => one.Outcome == ReservationOutcome.Existing).Should().Be(49);
    }

    [Fact]
    public async Task An_application_sees_nothing_of_anothers()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, null, None);
        NoticeKey asAnother = new("billing", notice.Id);

        (await records.Store.GetAsync(asAnother, None)).Should().BeNull();
        (await records.Store.GetDeliveriesAsync(asAnother, 10, null, None)).Should().BeNull();
        (await records.Store.LoadOccurrenceAsync(asAnother, 1, null, None)).Should().BeNull();
        (await records.Store.ListAsync("billing", NoticeFilter.None, 10, null, None)).Items.Should().BeEmpty();
        (await records.Store.ListAsync("billing", new(Recipient: "ann@example.com"), 10, null, None)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_reserved_and_not_started_is_found_after_a_while_oldest_first()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [Samples.Notice(3), Samples.Notice(1), Samples.Notice(2), Samples.Notice(4)];
        foreach (Notice notice in notices)
        {
            await records.Store.ReserveAsync(notice, null, None);
            records.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await records.Store.MarkStartedAsync(notices[1].Key, None);

        IReadOnlyList<NoticeRecord> found = await records.Store.FindUnstartedAsync(TimeSpan.FromSeconds(20), 10, None);

        found.Select(record => record.Notice.Id).Should().Equal(notices[0].Id, notices[2].Id);
        (await records.Store.FindUnstartedAsync(TimeSpan.FromSeconds(20), 1, None)).Should().ContainSingle();
    }

    private protected static async Task<NoticeProgress> EndAsync(RecordsHarness records, Notice notice, NoticeStatus status, params Delivery[] deliveries)
    {
        NoticeProgress before = (await records.Store.GetAsync(notice.Key, None))!.Progress;
        NoticeProgress after = before.Close(1, deliveries, records.Time.GetUtcNow()).Ended(status, records.Time.GetUtcNow());
        await records.Store.CloseOccurrenceAsync(notice, deliveries, new(before, after), None);
        return after;
    }

    /// <summary>The ids that a list gives, page by page, with every page's size checked.</summary>
    private protected static async Task<List<string>> List(RecordsHarness records, NoticeFilter? filter = null, int limit = 200)
    {
        List<string> ids = [];
        string? continuation = null;
        do
        {
            Page<NoticeRecord> page = await records.Store.ListAsync(Samples.Application, filter ?? NoticeFilter.None, limit, continuation, None);
            page.Items.Count.Should().BeLessThanOrEqualTo(limit);
            ids.AddRange(page.Items.Select(record => record.Notice.Id));
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return ids;
    }
}
