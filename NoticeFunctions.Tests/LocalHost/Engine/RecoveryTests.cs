using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class RecoveryTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cycle_goes_on_with_its_count_and_its_due_time_after_a_restart(bool orderly)
    {
        await using EngineHarness host = new();
        List<(int N, TimeSpan At)> fired = [];
        host.Orchestrator("Cycle", async context =>
        {
            int n = context.GetInput<int>();
            await context.CreateTimer(EngineHarness.Epoch.UtcDateTime.AddHours(n), CancellationToken.None);
            await context.CallActivityAsync("Fires", n);
            if (n < 5)
            {
                context.ContinueAsNew(n + 1);
            }

            return n;
        });
        host.Activity<int>("Fires", n =>
        {
            fired.Add((n, host.Time.GetUtcNow() - EngineHarness.Epoch));
            return (object?)n;
        });
        await host.StartAsync();
        string id = await host.RunAsync("Cycle", 1);
        await host.AdvanceAsync(TimeSpan.FromMinutes(150));

        await (orderly ? host.RestartAsync() : host.CrashAsync());
        await host.AdvanceAsync(TimeSpan.FromHours(3));

        (await host.GetAsync(id)).ReadOutputAs<int>().Should().Be(5);
        fired.Select(f => f.N).Should().Equal(1, 2, 3, 4, 5);
        fired.Select(f => Math.Round(f.At.TotalHours, 5)).Should().Equal(1, 2, 3, 4, 5);
    }

    [Fact]
    public async Task An_activity_that_was_running_at_the_crash_runs_again()
    {
        await using EngineHarness host = new();
        TaskCompletionSource forever = new();
        int runs = 0;
        host.Activity<string>("Sends", async _ =>
        {
            if (++runs == 1)
            {
                await forever.Task;
            }

            return "sent";
        });
        host.Orchestrator("Delivers", async context => await context.CallActivityAsync<string>("Sends", "x"));
        await host.StartAsync();
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Delivers");
        await Until(() => runs == 1);

        await host.CrashAsync();

        OrchestrationMetadata ended = await host.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TimeSpan.FromSeconds(10));
        ended.ReadOutputAs<string>().Should().Be("sent");
        runs.Should().Be(2);
        forever.SetResult();
    }

    [Fact]
    public async Task A_finished_activity_does_not_run_again_after_a_restart()
    {
        await using EngineHarness host = new();
        int runs = 0;
        host.Activity<string>("Sends", _ => ++runs);
        host.Orchestrator("Delivers", async context =>
        {
            await context.CallActivityAsync<int>("Sends", "x");
            return await context.WaitForExternalEvent<string>("go");
        });
        await host.StartAsync();
        string id = await host.RunAsync("Delivers");

        await host.CrashAsync();
        await host.Client.RaiseEventAsync(id, "go", "on");

        (await host.GetAsync(id)).ReadOutputAs<string>().Should().Be("on");
        runs.Should().Be(1);
    }

    [Fact]
    public async Task Events_suspensions_delayed_starts_and_children_survive_a_crash()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => new[] { await context.WaitForExternalEvent<string>("a"), await context.WaitForExternalEvent<string>("b") });
        host.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string[]>("Waits", null, new SubOrchestrationOptions(instanceId: "child")));
        await host.StartAsync();
        string parent = await host.RunAsync("Parent");
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Waits", null, new StartOrchestrationOptions("later", EngineHarness.Epoch.AddHours(1)));
        await host.Client.RaiseEventAsync("child", "a", "1");
        await host.Client.SuspendInstanceAsync("child");
        await host.Client.RaiseEventAsync("child", "b", "2");
        await host.Engine.WhenIdleAsync();

        await host.CrashAsync();

        (await host.GetAsync("later")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Pending);
        (await host.GetAsync("child")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Suspended);
        await host.Client.ResumeInstanceAsync("child");
        (await host.GetAsync(parent)).ReadOutputAs<string[]>().Should().Equal("1", "2");
        await host.AdvanceAsync(TimeSpan.FromHours(1));
        (await host.GetAsync("later")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task A_purged_or_replaced_instance_does_not_come_back()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Echo", context => Task.FromResult<object?>(context.GetInput<int>()));
        await host.StartAsync();
        await host.RunToEndAsync("Echo", 1, id: "replaced");
        await host.RunToEndAsync("Echo", 2, id: "replaced");
        await host.RunToEndAsync("Echo", 3, id: "purged");
        await host.Client.PurgeInstanceAsync("purged");

        await host.CrashAsync();

        (await host.GetAsync("replaced")).ReadOutputAs<int>().Should().Be(2);
        (await host.Client.GetInstanceAsync("purged")).Should().BeNull();
    }

    [Fact]
    public async Task Nothing_is_visible_before_its_event_is_committed()
    {
        GatedJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        int runs = 0;
        host.Activity<string>("Sends", _ => Interlocked.Increment(ref runs));
        host.Orchestrator("Delivers", async context => await context.CallActivityAsync<int>("Sends", "x"));
        await host.StartAsync();
        store.Close();

        Task<string> start = host.Client.ScheduleNewOrchestrationInstanceAsync("Delivers", null, new StartOrchestrationOptions("one"));
        Task<OrchestrationMetadata?> read = host.Client.GetInstanceAsync("one");
        await store.AppendWaits;
        start.IsCompleted.Should().BeFalse();
        read.IsCompleted.Should().BeFalse();
        runs.Should().Be(0);
        store.Open();
        await start;

        (await host.GetAsync("one")).IsCompleted.Should().BeTrue();
        runs.Should().Be(1);
    }

    [Fact]
    public async Task Storage_that_is_away_for_a_while_only_delays()
    {
        GatedJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("ok"));
        await host.StartAsync();
        store.FailNext(3);

        Task<string> start = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends");
        await Until(() =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return start.IsCompleted;
        });

        (await host.GetAsync(await start)).ReadOutputAs<string>().Should().Be("ok");
    }

    [Fact]
    public async Task Many_instances_share_a_commit()
    {
        GatedJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("ok"));
        await host.StartAsync();
        store.Close();
        Task<string>[] starts = [.. Enumerable.Range(0, 500).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends"))];
        await store.AppendWaits;

        store.Open();
        await Task.WhenAll(starts);
        await host.Engine.WhenIdleAsync();

        ((MemoryJournalStore)store.Inner).Batches.Count.Should().BeLessThan(50);
    }

    [Fact]
    public async Task A_host_whose_journal_another_one_took_says_so()
    {
        GatedJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("ok"));
        await host.StartAsync();
        store.Lose();

        Task<string> start = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends");

        (await host.Engine.JournalLost.WaitAsync(TimeSpan.FromSeconds(10))).Should().BeOfType<JournalLostException>();
        await start.Invoking(one => one).Should().ThrowAsync<EngineUnavailableException>().WithMessage("Another host has taken*");
    }

    private static async Task Until(Func<bool> condition)
    {
        for (int looks = 0; !condition(); looks++)
        {
            looks.Should().BeLessThan(2000, "the condition should come true");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
