using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class TimerAndEventTests
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(1)]
    [InlineData(3600)]
    [InlineData(400 * 86_400.0)]
    public async Task A_timer_is_never_early_and_less_than_a_millisecond_late(double seconds)
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context =>
        {
            DateTime from = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            return (context.CurrentUtcDateTime - from).TotalSeconds;
        });
        await host.StartAsync();
        string id = await host.RunAsync("Waits");

        await host.AdvanceAsync(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        (await host.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
        await host.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        (await host.GetAsync(id)).ReadOutputAs<double>().Should().BeInRange(seconds, seconds + 0.001);
    }

    [Fact]
    public async Task A_timer_for_the_past_fires_at_once()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context =>
        {
            await context.CreateTimer(context.CurrentUtcDateTime.AddYears(-1), CancellationToken.None);
            return "done";
        });
        await host.StartAsync();

        (await host.GetAsync(await host.RunAsync("Waits"))).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Timers_fire_in_the_order_in_which_they_are_due()
    {
        await using EngineHarness host = new();
        List<int> fired = [];
        host.Orchestrator("Waits", async context =>
        {
            int seconds = context.GetInput<int>();
            await context.CreateTimer(TimeSpan.FromSeconds(seconds), CancellationToken.None);
            fired.Add(seconds);
            return null;
        });
        await host.StartAsync();
        foreach (int seconds in new[] { 7, 3, 9, 1, 5 })
        {
            await host.RunAsync("Waits", seconds);
        }

        await host.AdvanceAsync(TimeSpan.FromSeconds(10));

        fired.Should().Equal(1, 3, 5, 7, 9);
    }

    [Fact]
    public async Task A_cancelled_timer_holds_the_instance_no_longer()
    {
        await using EngineHarness host = new();
        host.Orchestrator("EventOrTimer", async context =>
        {
            using CancellationTokenSource timeout = new();
            Task timer = context.CreateTimer(TimeSpan.FromDays(100), timeout.Token);
            Task<string> go = context.WaitForExternalEvent<string>("go");
            Task first = await Task.WhenAny(timer, go);
            timeout.Cancel();
            return first == go ? await go : "too late";
        });
        await host.StartAsync();
        string id = await host.RunAsync("EventOrTimer");

        await host.Client.RaiseEventAsync(id, "go", "now");

        OrchestrationMetadata ended = await host.GetAsync(id);
        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        ended.ReadOutputAs<string>().Should().Be("now");
        host.Engine.NextTimerDue.Should().BeNull();
    }

    [Fact]
    public async Task Events_that_come_early_wait_in_their_order_for_whoever_asks()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Late", async context =>
        {
            await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            return new[] { await context.WaitForExternalEvent<int>("e"), await context.WaitForExternalEvent<int>("E"), await context.WaitForExternalEvent<int>("e") };
        });
        await host.StartAsync();
        string id = await host.RunAsync("Late");

        await host.Client.RaiseEventAsync(id, "e", 1);
        await host.Client.RaiseEventAsync(id, "E", 2);
        await host.Client.RaiseEventAsync(id, "e", 3);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await host.GetAsync(id)).ReadOutputAs<int[]>().Should().Equal(1, 2, 3);
    }

    [Fact]
    public async Task An_event_to_an_unknown_instance_is_refused_and_not_kept_for_a_later_start()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        await host.StartAsync();

        await host.Awaiting(h => h.Client.RaiseEventAsync("later", "go", "lost")).Should().ThrowAsync<InvalidOperationException>();
        await host.RunAsync("Waits", id: "later");

        (await host.GetAsync("later")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task An_orchestrator_sends_events_to_others()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("greeting"));
        host.Orchestrator("Sends", context =>
        {
            context.SendEvent("listener", "greeting", "hello");
            return Task.FromResult<object?>(null);
        });
        await host.StartAsync();
        await host.RunAsync("Waits", id: "listener");

        await host.RunToEndAsync("Sends");

        (await host.GetAsync("listener")).ReadOutputAs<string>().Should().Be("hello");
    }

    [Fact]
    public async Task Waiting_for_an_event_times_out()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMinutes(5));
            }
            catch (OperationCanceledException)
            {
                return "timed out";
            }
        });
        await host.StartAsync();

        (await host.RunToEndAsync("Waits")).ReadOutputAs<string>().Should().Be("timed out");
        host.Time.GetUtcNow().Should().Be(EngineHarness.Epoch.AddMinutes(5));
    }

    [Fact]
    public async Task A_delayed_start_waits_as_pending()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Starts", context => Task.FromResult<object?>(context.CurrentUtcDateTime));
        await host.StartAsync();

        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Starts", null, new StartOrchestrationOptions(StartAt: EngineHarness.Epoch.AddHours(2)));
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        (await host.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Pending);
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        (await host.GetAsync(id)).ReadOutputAs<DateTimeOffset>().Should().Be(EngineHarness.Epoch.AddHours(2));
    }
}
