using Microsoft.DurableTask.Client;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class NoticeLifeTests
{
    [Fact]
    public async Task An_immediate_notice_is_delivered_at_once_and_ends_completed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();

        OrchestrationMetadata instance = await harness.Engine.GetAsync(notice.Id);
        instance.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().Should().Be("completed");
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Status.Should().Be(NoticeStatus.Completed);
        progress.NextDue.Should().BeNull();
        progress.Counts[Channel.Email].Sent.Should().Be(1);
        Delivery delivery = (await harness.DeliveriesAsync(notice)).Should().ContainSingle().Subject;
        delivery.Should().BeEquivalentTo(new { Id = $"{notice.Id}-1-email-0", Status = DeliveryStatus.Sent, Provider = "scripted" });
        delivery.Attempts.Should().ContainSingle().Which.ProviderMessageId.Should().Be("message-id");
    }

    [Fact]
    public async Task A_notice_for_400_days_ahead_fires_at_its_instant_and_not_before()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset at = harness.Time.GetUtcNow().AddDays(400);
        Notice notice = await harness.PostAsync(new NoticeSchedule(At: at));

        await harness.Engine.AdvanceAsync(TimeSpan.FromDays(400) - TimeSpan.FromSeconds(1));
        harness.Provider.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Scheduled);

        await harness.Engine.AdvanceAsync(TimeSpan.FromSeconds(1));
        harness.Provider.Taken.Should().ContainSingle().Which.At.Should().Be(at);
    }

    [Fact]
    public async Task A_cycle_ends_at_its_end_inclusive()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Until: now.AddHours(3)));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.At).Should().Equal(now, now.AddHours(1), now.AddHours(2), now.AddHours(3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cycle_goes_on_with_its_count_after_the_host_was_stopped_or_killed(bool killed)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 5));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(90));
        await (killed ? harness.Engine.CrashAsync() : harness.Engine.RestartAsync());
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 3, 4, 5);
        harness.Provider.Taken.Select(one => one.At).Should().Equal(Enumerable.Range(0, 5).Select(hour => now.AddHours(hour)));
    }

    [Fact]
    public async Task Occurrences_missed_while_the_host_was_down_collapse_into_one()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        DateTimeOffset now = harness.Time.GetUtcNow();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 8));
        await harness.Engine.Engine.StopAsync(CancellationToken.None);
        await harness.Engine.Engine.DisposeAsync();
        harness.Time.Advance(TimeSpan.FromHours(4.5));
        await harness.Engine.StartAsync();
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 6, 7, 8);
        harness.Provider.Taken.Select(one => one.At).Should().Equal(now, now.AddHours(4.5), now.AddHours(5), now.AddHours(6), now.AddHours(7));
    }

    [Fact]
    public async Task A_notice_with_many_recipients_and_channels_is_delivered_in_chunks_and_closed_once()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Recipient[] to = [.. Enumerable.Range(0, 2500).Select(index => new Recipient(Email: $"u{index}@example.com", Phone: index % 2 == 0 ? "+14155550100" : null))];
        Notice notice = await harness.PostAsync(schedule: null, to, Channel.Email, Channel.Sms);

        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Status.Should().Be(NoticeStatus.Completed);
        progress.Counts[Channel.Email].Sent.Should().Be(2500);
        progress.Counts[Channel.Sms].Sent.Should().Be(1250);
        harness.Provider.Taken.Select(one => one.Delivery.Id).Should().OnlyHaveUniqueItems().And.HaveCount(3750);
    }

    [Fact]
    public async Task A_notice_that_reaches_its_ceiling_waits_for_the_next_hour()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(firingsPerHour: 5);
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "PT1S", Count: 4000));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        harness.Provider.Taken.Should().HaveCount(5);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(2));
        harness.Provider.Taken.Should().HaveCount(10);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Scheduled);
    }

    [Fact]
    public async Task Starting_twice_is_starting_once()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();
        (await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None)).Should().BeTrue();
        await harness.Engine.Engine.WhenIdleAsync();
        harness.Provider.Taken.Should().ContainSingle();
    }

    [Fact]
    public async Task What_a_generation_carries_is_small_and_holds_no_text_or_address()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Recipient full = new("ann@example.com", "+14155550100", "ann", "device", "Ann");
        harness.Provider.Answer = (_, _) => ProviderOutcome.Transient("busy");
        Notice notice = await harness.PostAsync(new NoticeSchedule(Every: "P1D", Count: 3), [full], Channel.Email, Channel.Sms, Channel.WebSocket, Channel.App);

        string input = (await harness.Engine.GetAsync(notice.Id)).SerializedInput!;
        input.Length.Should().BeLessThan(1024);
        input.Should().Contain("\"IsRetry\":true").And.NotContain("ann@").And.NotContain("device").And.NotContain("Title").And.NotContain("4155550100");
    }
}
