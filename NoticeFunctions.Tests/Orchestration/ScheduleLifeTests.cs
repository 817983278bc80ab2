using NoticeFunctions.Intake.Preview;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.LocalHost.Engine;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>What users of other schedulers complain about most, as promises kept: schedules through the real engine and the app's orchestrator.</summary>
public sealed class ScheduleLifeTests
{
    private static readonly NoticeSchedule BerlinNights = new(
        Cron: "30 2 * * *", TimeZone: "Europe/Berlin", Start: EngineHarness.Epoch.AddDays(85), Count: 5, Except: ["2026-03-28"]);

    private static DateTime[] Previewed(NoticeSchedule schedule) =>
        [.. PreviewSchedule.Show(new PreviewRequest(schedule, EngineHarness.Epoch, 1000)).Occurrences.Select(one => one.Utc)];

    private static async Task StopForAsync(NoticeHarness harness, TimeSpan time)
    {
        await harness.Engine.Engine.StopAsync(CancellationToken.None);
        await harness.Engine.Engine.DisposeAsync();
        harness.Time.Advance(time);
        await harness.Engine.StartAsync();
    }

    public static TheoryData<string> Kinds => ["cron", "rrule", "every"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_cycle_that_is_crashed_at_every_step_is_delivered_as_it_was_previewed(string kind)
    {
        NoticeSchedule schedule = kind switch
        {
            "cron" => BerlinNights,
            "rrule" => new(Rrule: "FREQ=WEEKLY;BYDAY=TU,FR;COUNT=6", TimeZone: "America/New_York", Start: EngineHarness.Epoch.AddDays(60), Except: ["2026-03-06"]),
            _ => new(Every: "P1M", Start: EngineHarness.Epoch.AddDays(30), Count: 6),
        };
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(schedule);
        while (await harness.Engine.GetAsync(notice.Id) is { IsCompleted: false })
        {
            await harness.Engine.CrashAsync();
            await harness.Engine.AdvanceToNextTimerAsync();
            await harness.Engine.CrashAsync();
        }

        harness.Provider.Taken.Select(one => one.At.UtcDateTime).Should().Equal(Previewed(schedule)).And.NotBeEmpty();
        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(Enumerable.Range(1, harness.Provider.Taken.Count));
    }

    [Fact]
    public async Task A_restart_leaves_one_schedule_and_not_several()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 6));
        for (int restart = 0; restart < 10; restart++)
        {
            await harness.Engine.RestartAsync();
            await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        }

        await harness.RunToEndAsync(notice);
        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 3, 4, 5, 6);
    }

    [Fact]
    public async Task A_skipped_hour_loses_no_occurrence_and_a_repeated_one_doubles_none()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "30 2 * * *", TimeZone: "Europe/Berlin", Count: 365));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Should().HaveCount(365);
        harness.Provider.Taken.Select(one => one.At.Date).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task After_a_day_without_the_platform_once_sends_one_late_notice()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 30));
        await StopForAsync(harness, TimeSpan.FromHours(24.5));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 2, 26, 27, 28, 29, 30);
        (await harness.ProgressAsync(notice)).Missed.Should().Be(23);
    }

    [Fact]
    public async Task After_a_day_without_the_platform_skip_sends_nothing_late()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 30, Misfire: MisfirePolicy.Skip));
        await StopForAsync(harness, TimeSpan.FromHours(24.5));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(1, 26, 27, 28, 29, 30);
        harness.Provider.Taken.Should().OnlyContain(one => one.At.Minute == 0);
        (await harness.ProgressAsync(notice)).Missed.Should().Be(24);
    }

    [Fact]
    public async Task After_a_day_without_the_platform_all_sends_each_oldest_first()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 30, Misfire: MisfirePolicy.All));
        await StopForAsync(harness, TimeSpan.FromHours(24.5));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal(Enumerable.Range(1, 30));
        (await harness.ProgressAsync(notice)).Missed.Should().Be(0);
    }

    [Fact]
    public async Task After_a_week_without_the_platform_all_sends_the_latest_100_and_tells_of_the_rest()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 170, Misfire: MisfirePolicy.All));
        await StopForAsync(harness, TimeSpan.FromHours(168.5));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().Equal([1, 2, .. Enumerable.Range(71, 100)]);
        (await harness.ProgressAsync(notice)).Missed.Should().Be(68);
    }

    [Fact]
    public async Task A_missed_occurrence_is_counted_once_however_often_its_closing_runs()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 10));
        await StopForAsync(harness, TimeSpan.FromHours(4.5));
        int results = 0;
        harness.AfterActivity = result => results++ % 2 == 0 ? throw new TimeoutException("the result is lost") : result;
        await harness.RunToEndAsync(notice);

        (await harness.ProgressAsync(notice)).Missed.Should().Be(3);
    }

    [Fact]
    public async Task Jitter_moves_each_firing_and_not_the_cycle()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "0 * * * *", Count: 50, Jitter: "PT30M"));
        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => (int)(one.At - EngineHarness.Epoch).TotalHours).Should().Equal(Enumerable.Range(0, 50));
        harness.Provider.Taken.Should().OnlyContain(one => one.At.Minute < 30);
        harness.Provider.Taken.Select(one => one.At.Minute).Distinct().Count().Should().BeGreaterThan(10);
    }

    [Fact]
    public async Task A_firing_that_is_held_back_keeps_its_place_in_the_cycle()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync(firingsPerHour: 5);
        Notice notice = await harness.PostAsync(new NoticeSchedule(Cron: "*/10 * * * * *", Count: 1000));
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(61));

        harness.Provider.Taken.Should().HaveCount(10);
        harness.Provider.Taken.Select(one => one.Delivery.Occurrence).Should().StartWith([1, 2, 3, 4, 5, 6, 362]);
    }
}
