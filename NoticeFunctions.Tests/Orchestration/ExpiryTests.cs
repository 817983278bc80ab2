using AwesomeAssertions;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData("PT30M")]
    [InlineData("2026-01-01T01:30:00Z")]
    public async Task What_came_late_because_the_store_was_away_is_not_delivered_after_it_expired_and_says_so(string expires)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, new NoticeSchedule(Delay: "PT1H"), expires);
        harness.Store.Away = true;
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(3));
        harness.Store.Away = false;
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().BeEmpty();
        (await harness.DeliveriesAsync(notice)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Status = DeliveryStatus.Skipped, Reason = "expired" });
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Status, progress.Reason).Should().Be((NoticeStatus.Failed, "expired"));
    }

    [Fact]
    public async Task A_retry_is_not_made_after_its_occurrence_expired()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, _) => ProviderOutcome.Transient("busy");
        Notice notice = await PostAsync(harness, schedule: null, "PT5S");
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(2, "at once and after some 2 s; the third would be after some 6 s");
        (await harness.DeliveriesAsync(notice)).Single().Should().BeEquivalentTo(new { Status = DeliveryStatus.Skipped, Reason = "expired" });
    }

    [Fact]
    public async Task What_is_in_time_is_delivered()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, new NoticeSchedule(Every: "PT1H", Count: 3), "PT1M");
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(3);
    }

    private static async Task<Notice> PostAsync(NoticeHarness harness, NoticeSchedule? schedule, string expires)
    {
        Notice notice = harness.Compose(schedule) with { Expires = expires };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        return notice;
    }
}
