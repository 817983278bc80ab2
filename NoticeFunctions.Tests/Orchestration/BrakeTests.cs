using AwesomeAssertions;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class BrakeTests
{
    private static readonly Recipient Both = new(Email: "ann@example.com", Phone: "+14155550100");

    [Theory]
    [InlineData("channel:email")]
    [InlineData("application:orders")]
    public async Task What_a_brake_holds_waits_and_goes_out_once_when_it_is_released(string target)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await PullAsync(harness, target);
        Notice once = await harness.PostAsync();
        Notice cycle = await harness.PostAsync(new NoticeSchedule(Every: "PT1H", Count: 3));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(90));
        harness.Provider.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(once)).HasEnded.Should().BeFalse();

        await harness.Brakes.ReleaseAsync(target, CancellationToken.None);
        await harness.RunToEndAsync(once);
        await harness.RunToEndAsync(cycle);

        harness.Provider.Taken.Where(one => one.Delivery.NoticeId == once.Id).Should().ContainSingle();
        harness.Provider.Taken.Where(one => one.Delivery.NoticeId == cycle.Id).Select(one => one.Delivery.Occurrence).Should().Equal(2, 3);
    }

    [Fact]
    public async Task Another_channel_and_another_application_go_on()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await PullAsync(harness, "channel:sms");
        await PullAsync(harness, "application:billing");
        Notice notice = await harness.PostAsync(schedule: null, [Both], Channel.Email, Channel.Sms);
        harness.Provider.Taken.Select(one => one.Delivery.Channel).Should().Equal(Channel.Email);

        await harness.Brakes.ReleaseAsync("channel:sms", CancellationToken.None);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Channel).Should().Equal(Channel.Email, Channel.Sms);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task A_notice_that_is_withdrawn_while_a_brake_begins_to_hold_it_is_not_sent_after_all()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await PullAsync(harness, "channel:email");
        Notice notice = harness.Compose();
        bool isWithdrawn = false;
        harness.Store.BeforeClose = async () => isWithdrawn = isWithdrawn || await harness.Store.WithdrawAsync(notice, "not-started", CancellationToken.None);
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();

        await harness.Brakes.ReleaseAsync("channel:email", CancellationToken.None);
        await harness.RunToEndAsync(notice);

        isWithdrawn.Should().BeTrue();
        harness.Provider.Taken.Should().BeEmpty();
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Cancelled);
    }

    [Fact]
    public async Task A_retry_waits_for_the_brake_too()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        harness.Provider.Answer = (_, seen) => seen == 1 ? NoticeFunctions.Channels.ProviderOutcome.Transient("busy") : NoticeFunctions.Channels.ProviderOutcome.Accepted();
        Notice notice = await harness.PostAsync();
        await PullAsync(harness, "channel:email");
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(1));
        harness.Provider.Taken.Should().ContainSingle();

        await harness.Brakes.ReleaseAsync("channel:email", CancellationToken.None);
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_brake_pulled_elsewhere_holds_here_two_seconds_later()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        await harness.Brakes.PulledAsync(CancellationToken.None);
        await harness.BrakeStore.PullAsync(new Brake("channel:email", harness.Time.GetUtcNow(), "admin", Reason: null), CancellationToken.None);
        await harness.Engine.AdvanceAsync(Brakes.Freshness);

        await harness.PostAsync();

        harness.Provider.Taken.Should().BeEmpty();
    }

    private static Task PullAsync(NoticeHarness harness, string target) =>
        harness.Brakes.PullAsync(new Brake(target, harness.Time.GetUtcNow(), "admin", "an incident"), CancellationToken.None);
}
