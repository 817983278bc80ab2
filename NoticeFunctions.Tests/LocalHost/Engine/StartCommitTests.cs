using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class StartCommitTests
{
    // Not each: a writer that comes late from its last round may find a start before its turn.
    [Fact]
    public async Task A_start_and_the_first_turn_are_one_write_of_the_journal()
    {
        MemoryJournalStore store = new();
        await using EngineHarness host = new() { Store = store };
        await host.Orchestrator("Ends", _ => Task.FromResult<object?>("done")).StartAsync();

        for (int started = 0; started < 100; started++)
        {
            await host.RunAsync("Ends");
        }

        store.Batches.Count.Should().BeLessThan(150);
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
