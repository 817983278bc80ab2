using AwesomeAssertions;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

public abstract partial class NoticeStoreContract
{
    [Fact]
    public async Task A_control_that_comes_first_is_seen_by_the_first_step_of_a_firing()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        OccurrenceState loaded = await LoadAsync(records, notice);

        await ControlAsync(records, notice, new NoticeControl(1, records.Time.GetUtcNow(), IsPaused: true));

        (await BeginAsync(records, loaded)).Should().BeFalse();
        (await records.Store.GetAsync(notice.Key, None))!.Progress.Status.Should().Be(NoticeStatus.Paused);
        OccurrenceState again = await LoadAsync(records, notice);
        (again.Control!.Version, again.Control.IsPaused, again.IsFresh, again.Deliveries.Count).Should().Be((1, true, false, 0));
    }

    [Fact]
    public async Task A_control_that_comes_between_two_calls_of_a_provider_is_seen_before_the_second()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        OccurrenceState loaded = await LoadAsync(records, notice);
        (await BeginAsync(records, loaded)).Should().BeTrue();
        Delivery next = Samples.Delivery(notice, 0) with { Provider = "another" };

        (await records.Store.AdvanceAsync(loaded, [next], None)).Should().BeTrue();
        (await LoadAsync(records, notice)).Deliveries.Single().Provider.Should().Be("another");
        await ControlAsync(records, notice, new NoticeControl(1, records.Time.GetUtcNow(), IsPaused: true));
        (await records.Store.AdvanceAsync(loaded, [next], None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_control_sees_a_firing_that_has_taken_its_first_step()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        (await BeginAsync(records, await LoadAsync(records, notice))).Should().BeTrue();

        NoticeStatus? seen = null;
        await records.Store.ControlAsync(notice.Key, record =>
        {
            seen = record.Recorded.Status;
            return null;
        }, None);

        seen.Should().Be(NoticeStatus.Delivering);
    }

    [Fact]
    public async Task A_control_before_a_later_step_is_seen_by_it()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        (await BeginAsync(records, await LoadAsync(records, notice))).Should().BeTrue();
        OccurrenceState second = await LoadAsync(records, notice);
        await ControlAsync(records, notice, new NoticeControl(1, records.Time.GetUtcNow(), Triggers: 1));

        (await BeginAsync(records, second)).Should().BeFalse();
        (await BeginAsync(records, await LoadAsync(records, notice))).Should().BeTrue("it has been looked at");
    }

    [Fact]
    public async Task A_withdrawal_and_a_first_step_never_both_come_first()
    {
        RecordsHarness records = await OpenAsync();
        Random random = new(7);
        for (int race = 0; race < 100; race++)
        {
            Notice notice = Samples.Notice(race + 1);
            await records.Store.ReserveAsync(notice, null, None);
            OccurrenceState loaded = await LoadAsync(records, notice);
            bool withdrawsFirst = random.Next(2) == 0;
            Task<bool>? withdrawal = withdrawsFirst ? records.Store.WithdrawAsync(notice, "not-started", None) : null;
            Task<bool> begin = BeginAsync(records, loaded);
            withdrawal ??= records.Store.WithdrawAsync(notice, "not-started", None);

            await Task.WhenAll(withdrawal, begin);

            (await withdrawal).Should().Be(!await begin);
            (await records.Store.GetAsync(notice.Key, None))!.Progress.Status.Should().Be(await begin ? NoticeStatus.Delivering : NoticeStatus.Cancelled);
        }
    }

    [Fact]
    public async Task Of_many_controls_at_once_each_is_decided_on_what_the_others_left()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => records.Store.ControlAsync(
            notice.Key,
            record => new ControlChange(
                (record.Control ?? NoticeControl.None) with { Version = (record.Control?.Version ?? 0) + 1, Triggers = (record.Control?.Triggers ?? 0) + 1 },
                new LogEntry(records.Time.GetUtcNow(), "trigger", "orders")),
            None)));

        NoticeControl control = (await records.Store.GetAsync(notice.Key, None))!.Control!;
        (control.Version, control.Triggers).Should().Be((20, 20));
    }

    [Fact]
    public async Task A_cancelled_notice_has_ended_at_once_in_every_list_and_is_kept_for_the_retention()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        NoticeControl cancelled = new(1, records.Time.GetUtcNow(), Ended: records.Time.GetUtcNow(), EndsAs: NoticeStatus.Cancelled);

        await records.Store.ControlAsync(notice.Key, record => new(cancelled, new LogEntry(records.Time.GetUtcNow(), "cancel", "orders"), record.Recorded.Under(cancelled)), None);

        (await List(records, new(Status: NoticeStatus.Cancelled))).Should().Equal(notice.Id);
        (await List(records, new(Status: NoticeStatus.Queued))).Should().BeEmpty();
        (await records.RemainingAsync(notice)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_control_is_found_until_a_progress_of_its_version_is_written()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        await ControlAsync(records, notice, new NoticeControl(1, records.Time.GetUtcNow(), IsPaused: true));
        records.Time.Advance(TimeSpan.FromMinutes(1));
        (await records.Store.FindUnfollowedAsync(TimeSpan.FromSeconds(30), 10, None)).Should().ContainSingle().Which.Notice.Id.Should().Be(notice.Id);

        OccurrenceState state = await LoadAsync(records, notice);
        await records.Store.CloseOccurrenceAsync(
            notice, [], new(state.Progress, state.Recorded with { Status = NoticeStatus.Paused, Control = 1 }) { Control = state.Control, IsWatched = true }, None);

        (await records.Store.FindUnfollowedAsync(TimeSpan.Zero, 10, None)).Should().BeEmpty();
        (await List(records, new(Status: NoticeStatus.Paused))).Should().Equal(notice.Id);
    }

    [Fact]
    public async Task A_closing_that_a_control_came_before_is_told_so()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        OccurrenceState state = await LoadAsync(records, notice);
        await ControlAsync(records, notice, new NoticeControl(1, records.Time.GetUtcNow(), Triggers: 1));
        ProgressChange change = new(state.Progress, state.Recorded with { Status = NoticeStatus.Completed, Ended = records.Time.GetUtcNow() }) { IsWatched = true };

        (await records.Store.CloseOccurrenceAsync(notice, [], change, None)).Should().BeFalse();
    }

    [Fact]
    public async Task A_log_is_read_newest_first_in_pages()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = await ReservedAsync(records);
        for (int line = 1; line <= 5; line++)
        {
            records.Time.Advance(TimeSpan.FromSeconds(1));
            await ControlAsync(records, notice, new NoticeControl(line, records.Time.GetUtcNow(), Triggers: line));
        }

        List<DateTimeOffset> read = [];
        string? continuation = null;
        do
        {
            Page<LogEntry> page = (await records.Store.GetLogAsync(notice.Key, 2, continuation, None))!;
            read.AddRange(page.Items.Select(line => line.At));
            continuation = page.Continuation;
        }
        while (continuation is not null);

        read.Should().HaveCount(5).And.BeInDescendingOrder();
        await records.Store.Invoking(store => store.GetLogAsync(notice.Key, 2, "nonsense", None)).Should().ThrowAsync<InvalidContinuationException>();
        (await records.Store.GetLogAsync(Samples.Notice(99).Key, 2, null, None)).Should().BeNull();
    }

    private static async Task<Notice> ReservedAsync(RecordsHarness records)
    {
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, null, None);
        return notice;
    }

    private static async Task<OccurrenceState> LoadAsync(RecordsHarness records, Notice notice) =>
        (await records.Store.LoadOccurrenceAsync(notice.Key, 1, new RecipientSlice(notice.Channels[0], 0, notice.To.Count), None))!;

    private static Task<bool> BeginAsync(RecordsHarness records, OccurrenceState state) =>
        records.Store.BeginAsync(state, [Samples.Delivery(state.Notice)], state.Recorded with { Status = NoticeStatus.Delivering }, None);

    private static Task<ControlOutcome?> ControlAsync(RecordsHarness records, Notice notice, NoticeControl control) =>
        records.Store.ControlAsync(notice.Key, _ => new(control, new LogEntry(records.Time.GetUtcNow(), "pause", "orders")), None);
}
