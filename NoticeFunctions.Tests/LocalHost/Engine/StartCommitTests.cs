using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class StartCommitTests
{
    [Fact]
    public async Task A_start_and_the_first_turn_are_one_write_of_the_journal()
    {
        MemoryJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        await host.Orchestrator("Ends", _ => Task.FromResult<object?>("done")).StartAsync();

        await host.RunAsync("Ends");

        store.Batches.Should().ContainSingle();
    }

    [Fact]
    public async Task A_start_whose_first_turn_takes_long_is_committed_without_it()
    {
        using ManualResetEventSlim held = new();
        await using EngineHarness host = new();
        host.Orchestrator("Slow", _ =>
        {
            held.Wait();
            return Task.FromResult<object?>("done");
        });
        await host.StartAsync();

        Task<string> starting = host.Client.ScheduleNewOrchestrationInstanceAsync("Slow");
        host.Time.Advance(TimeSpan.FromMilliseconds(2));
        await starting.WaitAsync(TimeSpan.FromMinutes(1));

        held.Set();
        await host.Engine.WhenIdleAsync();
    }
}
