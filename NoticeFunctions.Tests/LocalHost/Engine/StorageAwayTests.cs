using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Journal;
using NoticeFunctions.Tests.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class StorageAwayTests : IAsyncDisposable
{
    private readonly GatedJournalStore store = new();

    [Fact]
    public async Task A_start_that_storage_does_not_take_fails_in_time_and_may_happen_later()
    {
        await using EngineHarness host = await StartAsync();
        store.Close();
        Task<string> start = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", null, new StartOrchestrationOptions("one"));
        await store.AppendWaits;

        host.Time.Advance(TimeSpan.FromSeconds(4));
        start.IsCompleted.Should().BeFalse("storage may only be slow");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await start.Invoking(one => one).Should().ThrowAsync<EngineUnavailableException>();

        store.Open();
        (await host.GetAsync("one")).IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task While_storage_is_slow_new_work_is_refused_at_once_and_work_goes_on_by_itself_afterwards()
    {
        await using EngineHarness host = await StartAsync();
        string waiting = await host.RunAsync("Waits");
        store.Close();
        _ = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends");
        await store.AppendWaits;
        host.Time.Advance(TimeSpan.FromSeconds(4));

        await Refused(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends"));
        await Refused(() => host.Client.RaiseEventAsync(waiting, "go"));
        await Refused(() => host.Client.TerminateInstanceAsync(waiting));
        await Refused(() => host.Client.GetInstanceAsync("unknown"));
        (await host.Client.GetInstanceAsync(waiting))!.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running, "what is committed can be read");

        store.Open();
        await host.Engine.WhenIdleAsync();
        await host.RunToEndAsync("Ends");
        await host.Client.RaiseEventAsync(waiting, "go");
        (await host.GetAsync(waiting)).IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task A_failed_append_makes_starts_fail_until_one_succeeds()
    {
        await using EngineHarness host = await StartAsync();
        store.FailNext(4);
        Task<string> first = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", null, new StartOrchestrationOptions("first"));
        await Until(() => Refuses(host));

        await Until(() =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return !Refuses(host);
        });
        await host.Engine.WhenIdleAsync();

        (await host.GetAsync("first")).IsCompleted.Should().BeTrue("it was written in the end, whatever its caller was told");
        _ = await first.ContinueWith(_ => 0, TaskScheduler.Default);
    }

    [Fact]
    public async Task What_waits_to_be_written_is_bounded()
    {
        await using EngineHarness host = await StartAsync(new JournalLimits { MaxUncommittedBytes = 100_000 });
        store.Close();
        List<Task<string>> starts = [];
        string input = new('x', 1000);
        for (int i = 0; i < 1000; i++)
        {
            starts.Add(host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", input));
        }

        starts.Count(start => start.IsFaulted).Should().BeInRange(850, 950);
        store.Open();
        await host.Engine.WhenIdleAsync();
        await Task.WhenAll(starts).ContinueWith(_ => 0, TaskScheduler.Default);
        starts.Count(start => start.IsCompletedSuccessfully).Should().BeInRange(50, 150);
        await host.RunToEndAsync("Ends");
    }

    [Fact]
    public async Task An_instance_that_never_waits_is_held_back_while_storage_is_away()
    {
        await using EngineHarness host = await StartAsync(new JournalLimits { MaxUncommittedBytes = 20_000 });
        int turns = 0;
        host.Orchestrator("Loops", context =>
        {
            if (Interlocked.Increment(ref turns) == 1)
            {
                store.Close();
            }

            context.ContinueAsNew(new string('x', 1000));
            return Task.FromResult<object?>(null);
        });
        Task<string> start = host.Client.ScheduleNewOrchestrationInstanceAsync("Loops");

        // Twice the limit may wait, and each turn writes somewhat more than its 1,000 characters.
        await Until(() => Volatile.Read(ref turns) >= 30);
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        Volatile.Read(ref turns).Should().BeLessThanOrEqualTo(41);

        store.Open();
        await start;
        await Until(() => Volatile.Read(ref turns) > 10_000);
        await host.Engine.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_stopped_engine_refuses_at_once()
    {
        await using EngineHarness host = await StartAsync();
        await host.Engine.StopAsync(CancellationToken.None);

        await Refused(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends"));
    }

    [Fact]
    public async Task A_host_whose_lease_was_taken_between_two_appends_refuses_at_once()
    {
        await using EngineHarness host = await StartAsync();
        store.LoseBetweenAppends();

        await host.Engine.JournalLost.WaitAsync(TimeSpan.FromSeconds(10));
        await Refused(() => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends"));
        await Refused(() => host.Client.GetInstanceAsync("unknown"));
    }

    [Fact]
    public async Task Asking_for_an_unknown_instance_asks_the_storage_even_when_nothing_is_written()
    {
        await using EngineHarness host = await StartAsync();
        (await host.Client.GetInstanceAsync("unknown")).Should().BeNull();
        store.Close();
        host.Time.Advance(TimeSpan.FromSeconds(2));

        Task<OrchestrationMetadata?> asked = host.Client.GetInstanceAsync("unknown");
        host.Time.Advance(TimeSpan.FromSeconds(3));

        await Refused(() => asked);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static async Task Refused(Func<Task> action) => await action.Should().ThrowAsync<EngineUnavailableException>();

    private static bool Refuses(EngineHarness host) => host.Client.ScheduleNewOrchestrationInstanceAsync("Ends").IsFaulted;

    private static async Task Until(Func<bool> condition)
    {
        for (int looks = 0; !condition(); looks++)
        {
            looks.Should().BeLessThan(2000, "the condition should come true");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private Task<EngineHarness> StartAsync(JournalLimits? limits = null)
    {
        EngineHarness host = new() { Store = store, Options = new EngineOptions { ExtendedSessions = true, Journal = limits ?? new JournalLimits() } };
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("ok"));
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        return host.StartAsync();
    }
}
