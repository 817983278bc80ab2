using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

/// <summary>Snapshots that are taken while work goes on: what is recovered from them is what was there.</summary>
public sealed class SnapshotTests
{
    private const int Ids = 12;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task What_is_recovered_from_a_snapshot_and_what_came_meanwhile_is_what_was_there(int seed)
    {
        Random random = new(seed);
        Meanwhile meanwhile = new();
        await using EngineHarness host = await StartAsync(meanwhile);
        for (int life = 0; life < 3; life++)
        {
            await ActAsync(host, random, 30);
            meanwhile.Act = () => ActAsync(host, random, random.Next(4));
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
            meanwhile.Hits.Should().BePositive();
            meanwhile.Act = () => Task.CompletedTask;
            await ActAsync(host, random, random.Next(10));
            await host.Engine.WhenIdleAsync();
            Dictionary<string, string> before = await StatesAsync(host);

            await host.CrashAsync();
            await host.Engine.WhenIdleAsync();

            (await StatesAsync(host)).Should().BeEquivalentTo(before);
        }
    }

    [Fact]
    public async Task A_snapshot_taken_under_load_of_many_threads_loses_nothing()
    {
        await using EngineHarness host = await StartAsync(new NoFaultPoints());
        using CancellationTokenSource enough = new();
        Task[] load = [.. Enumerable.Range(1, 4).Select(seed => Task.Run(async () =>
        {
            Random random = new(seed);
            while (!enough.IsCancellationRequested)
            {
                await ActAsync(host, random, 5);
            }
        }))];
        for (int i = 0; i < 20; i++)
        {
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
        }

        await enough.CancelAsync();
        await Task.WhenAll(load);
        await host.Engine.WhenIdleAsync();
        Dictionary<string, string> before = await StatesAsync(host);

        await host.CrashAsync();
        await host.Engine.WhenIdleAsync();

        (await StatesAsync(host)).Should().BeEquivalentTo(before);
    }

    [Fact]
    public async Task Snapshots_are_taken_by_themselves_and_keep_the_journal_short()
    {
        MemoryJournalStore store = new() { SnapshotAfterBytes = 20_000 };
        await using EngineHarness host = await StartAsync(new NoFaultPoints(), store);
        for (int i = 0; i < 400; i++)
        {
            string id = await host.RunAsync("Works", i, "same");
            await host.Client.RaiseEventAsync(id, "stop");
            await host.Engine.WhenIdleAsync();
        }

        // The last snapshot may still be under way: nobody waits for one.
        for (int looks = 0; looks < 1000 && store.Batches.Sum(batch => batch.Length) >= 60_000; looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        store.Batches.Sum(batch => batch.Length).Should().BeLessThan(60_000);
        await host.CrashAsync();
        (await host.GetAsync("same")).ReadOutputAs<string>().Should().Be("399 after 0");
    }

    [Fact]
    public async Task A_timer_and_a_delayed_start_are_in_a_snapshot()
    {
        await using EngineHarness host = await StartAsync(new NoFaultPoints());
        string sleeps = await host.RunAsync("Sleeps", 3);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Sleeps", 1, new StartOrchestrationOptions("later", EngineHarness.Epoch.AddHours(2)));
        await host.Engine.TakeSnapshotAsync(CancellationToken.None);

        await host.CrashAsync();
        host.Engine.NextTimerDue.Should().Be(EngineHarness.Epoch.UtcDateTime.AddHours(2));
        await host.AdvanceAsync(TimeSpan.FromHours(4));

        (await host.GetAsync(sleeps)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        (await host.GetAsync("later")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
    }

    private static async Task<EngineHarness> StartAsync(IFaultPoints faults, IJournalStore? store = null)
    {
        EngineHarness host = new()
        {
            Store = store ?? new MemoryJournalStore(),
            Faults = faults,
            Options = new EngineOptions { ExtendedSessions = true, SnapshotPieceBytes = 300 },
        };
        host.Activity<int>("Adds", n => (object?)(n + 1));
        host.Orchestrator("Works", async context =>
        {
            int rounds = 0;
            while (true)
            {
                Task<string> go = context.WaitForExternalEvent<string>("go");
                Task<string> stop = context.WaitForExternalEvent<string>("stop");
                if (await Task.WhenAny(go, stop) == stop)
                {
                    return $"{context.GetInput<int>()} after {rounds}";
                }

                rounds = await context.CallActivityAsync<int>("Adds", rounds);
                context.SetCustomStatus(rounds);
                if (rounds == 3)
                {
                    context.ContinueAsNew(context.GetInput<int>() + 1, preserveUnprocessedEvents: true);
                    return null;
                }
            }
        });
        host.Orchestrator("Parent", async context =>
        {
            string child = context.GetInput<string>()!;
            context.SendEvent(child == "i1" ? "i2" : "i1", "go", "from a parent");
            return await context.CallSubOrchestratorAsync<string>("Works", 5, new SubOrchestrationOptions(instanceId: child));
        });
        host.Orchestrator("Sleeps", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(context.GetInput<int>()), CancellationToken.None);
            return null;
        });
        return await host.StartAsync();
    }

    private static async Task ActAsync(EngineHarness host, Random random, int times)
    {
        for (int i = 0; i < times; i++)
        {
            try
            {
                await ActAsync(host, random);
            }
            catch (InvalidOperationException)
            {
                // It is running, or it is finished, or it isn't there.
            }
        }
    }

    private static async Task ActAsync(EngineHarness host, Random random)
    {
        string id = $"i{random.Next(Ids)}";
        DurableTaskClient client = host.Client;
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                await client.ScheduleNewOrchestrationInstanceAsync("Works", random.Next(100), new StartOrchestrationOptions(id));
                break;
            case 3:
                await client.ScheduleNewOrchestrationInstanceAsync("Parent", $"i{random.Next(Ids)}", new StartOrchestrationOptions($"p{random.Next(Ids)}"));
                break;
            case 4:
                await client.RaiseEventAsync(id, "stop", "now");
                break;
            case 5:
                await client.PurgeInstanceAsync(id);
                break;
            case 6:
                await client.TerminateInstanceAsync(id, new TerminateInstanceOptions("enough"));
                break;
            case 7:
                await client.SuspendInstanceAsync(id, "wait");
                break;
            case 8:
                await client.ResumeInstanceAsync(id, "on");
                break;
            default:
                await client.RaiseEventAsync(id, "go", "on");
                break;
        }
    }

    private static async Task<Dictionary<string, string>> StatesAsync(EngineHarness host)
    {
        Dictionary<string, string> states = [];
        await foreach (OrchestrationMetadata instance in host.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)))
        {
            byte[] history = (await host.Engine.GetHistoryAsync(instance.InstanceId, CancellationToken.None))!;
            states.Add(
                instance.InstanceId,
                $"{instance.RuntimeStatus} {instance.CreatedAt:O} {instance.SerializedInput} {instance.SerializedOutput} {instance.SerializedCustomStatus} {Convert.ToBase64String(history)}");
        }

        return states;
    }

    /// <summary>Does something at every piece of a snapshot.</summary>
    private sealed class Meanwhile : IFaultPoints
    {
        public Func<Task> Act { get; set; } = () => Task.CompletedTask;

        public int Hits { get; private set; }

        public Task ReachedAsync(FaultPoint point, CancellationToken cancellation)
        {
            if (point != FaultPoint.DuringSnapshot)
            {
                return Task.CompletedTask;
            }

            Hits++;
            return Act();
        }
    }
}
