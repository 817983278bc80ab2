using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.LocalHost.Hosting.Timers;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Timers;

public sealed class TimerRunnerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Begin = new(2030, 1, 1, 0, 0, 10, TimeSpan.Zero);

    private readonly FakeTimeProvider time = new(Begin);
    private readonly MemoryTimerStatusStore statuses = new();
    private readonly List<(DateTimeOffset At, bool IsPastDue, ScheduleStatus? Status)> fired = [];
    private readonly CancellationTokenSource stopping = new();
    private Func<Task> function = () => Task.CompletedTask;
    private Task running = Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.WaitAsync(TimeSpan.FromSeconds(10));
        stopping.Dispose();
    }

    [Fact]
    public void A_timer_fires_at_each_occurrence_and_never_early()
    {
        Start("0 * * * * *");

        time.Advance(TimeSpan.FromSeconds(49.999));
        fired.Should().BeEmpty();
        time.Advance(TimeSpan.FromMilliseconds(1));
        time.Advance(TimeSpan.FromMinutes(1));

        fired.Select(f => f.At).Should().Equal(Begin.AddSeconds(50), Begin.AddSeconds(110));
        fired.Should().NotContain(f => f.IsPastDue);
    }

    [Fact]
    public void A_timer_fires_at_the_start_when_it_is_asked_to()
    {
        Start("0 0 * * * *", runOnStartup: true);

        fired.Should().ContainSingle().Which.IsPastDue.Should().BeFalse();
    }

    [Fact]
    public void A_wait_of_months_is_kept()
    {
        Start("0 0 0 1 7 *");

        for (int day = 0; day < 181; day++)
        {
            time.Advance(TimeSpan.FromDays(1));
        }

        fired.Should().ContainSingle();
    }

    [Fact]
    public async Task Runs_missed_while_the_host_was_down_are_made_up_for_by_one_past_due_run()
    {
        await statuses.WriteAsync("Mine", new(Begin.AddMinutes(-30), Begin.AddSeconds(-10).AddMinutes(-29), Begin.AddMinutes(-30)), default);

        Start("0 * * * * *");

        fired.Should().ContainSingle().Which.IsPastDue.Should().BeTrue();
        time.Advance(TimeSpan.FromSeconds(50));
        fired.Should().HaveCount(2).And.Subject.Last().IsPastDue.Should().BeFalse();
    }

    [Fact]
    public async Task What_an_earlier_schedule_would_have_done_is_not_missed()
    {
        await statuses.WriteAsync("Mine", new(Begin.AddDays(-2), Begin.AddDays(-1), Begin.AddDays(-2)), default);

        Start("0 * * * * *");

        fired.Should().BeEmpty();
        (await statuses.ReadAsync("Mine", default))!.Next.Should().Be(Begin.AddSeconds(50));
    }

    [Fact]
    public async Task Without_monitoring_nothing_is_remembered()
    {
        Start("0 * * * * *", monitor: false);
        time.Advance(TimeSpan.FromMinutes(1));

        (await statuses.ReadAsync("Mine", default)).Should().BeNull();
        fired.Should().ContainSingle().Which.Status.Should().BeNull();
    }

    [Fact]
    public void Two_runs_never_overlap_and_what_passes_meanwhile_is_made_up_for_by_one()
    {
        TaskCompletionSource slow = new();
        function = () => slow.Task;
        Start("0 * * * * *");
        time.Advance(TimeSpan.FromSeconds(50));
        time.Advance(TimeSpan.FromMinutes(5));
        fired.Should().ContainSingle();

        function = () => Task.CompletedTask;
        slow.SetResult();

        SpinWait.SpinUntil(() => fired.Count == 2, TimeSpan.FromSeconds(10)).Should().BeTrue();
        fired.Should().HaveCount(2);
    }

    [Fact]
    public void A_function_sees_when_it_last_ran_and_when_it_runs_next()
    {
        Start("0 * * * * *");
        time.Advance(TimeSpan.FromSeconds(50));
        time.Advance(TimeSpan.FromMinutes(1));

        fired[1].Status!.Last.Should().Be(Begin.AddSeconds(50).UtcDateTime);
        fired[1].Status!.Next.Should().Be(Begin.AddSeconds(170).UtcDateTime);
    }

    private void Start(string schedule, bool runOnStartup = false, bool monitor = true)
    {
        TimerPlan plan = new("Mine", TimerSchedule.Parse(schedule)!, runOnStartup, monitor);
        TimerRunner runner = new(plan, FireAsync, statuses, time, NullLogger.Instance);
        running = runner.RunAsync(stopping.Token);
    }

    private Task FireAsync(TimerInfo info)
    {
        fired.Add((time.GetUtcNow(), info.IsPastDue, info.ScheduleStatus));
        return function();
    }
}
