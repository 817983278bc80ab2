using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Records.Contract;

public abstract partial class NoticeStoreContract
{
    [Fact]
    public async Task A_withdrawn_notice_has_ended_as_cancelled_and_is_nobodys_to_start()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, null, None);

        (await records.Store.WithdrawAsync(notice, "not-started", None)).Should().BeTrue();

        NoticeProgress progress = (await records.Store.GetAsync(notice.Key, None))!.Progress;
        (progress.Status, progress.HasEnded, progress.NextDue, progress.Reason).Should().Be((NoticeStatus.Cancelled, true, null, "not-started"));
        records.Time.Advance(TimeSpan.FromMinutes(1));
        (await records.Store.FindUnstartedAsync(TimeSpan.Zero, 10, None)).Should().BeEmpty();
        (await List(records, new(Status: NoticeStatus.Cancelled))).Should().Equal(notice.Id);
        (await List(records, new(Status: NoticeStatus.Queued))).Should().BeEmpty();
        (await records.RemainingAsync(notice)).Should().BeCloseTo(TimeSpan.FromDays(30), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task A_notice_that_has_begun_to_go_out_can_not_be_withdrawn()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, null, None);
        await SaveAsync(records, notice, NoticeStatus.Delivering);

        (await records.Store.WithdrawAsync(notice, "not-started", None)).Should().BeFalse();

        (await records.Store.GetAsync(notice.Key, None))!.Progress.Status.Should().Be(NoticeStatus.Delivering);
        (await records.RemainingAsync(notice)).Should().BeNull("it lives");
    }

    [Fact]
    public async Task An_ended_notice_can_not_be_withdrawn_not_even_twice()
    {
        RecordsHarness records = await OpenAsync();
        Notice[] notices = [Samples.Notice(1), Samples.Notice(2)];
        await ReserveAsync(records, notices);
        await EndAsync(records, notices[0], NoticeStatus.Completed);
        await records.Store.WithdrawAsync(notices[1], "not-started", None);

        (await records.Store.WithdrawAsync(notices[0], "not-started", None)).Should().BeFalse();
        (await records.Store.WithdrawAsync(notices[1], "again", None)).Should().BeFalse();

        (await records.Store.GetAsync(notices[0].Key, None))!.Progress.Status.Should().Be(NoticeStatus.Completed);
        (await records.Store.GetAsync(notices[1].Key, None))!.Progress.Reason.Should().Be("not-started");
    }

    [Fact]
    public async Task Of_many_withdrawals_at_once_exactly_one_counts()
    {
        RecordsHarness records = await OpenAsync();
        Notice notice = Samples.Notice(1);
        await records.Store.ReserveAsync(notice, null, None);

        bool[] all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => records.Store.WithdrawAsync(notice, "not-started", None)));

        all.Count(one => one).Should().Be(1);
    }
}
