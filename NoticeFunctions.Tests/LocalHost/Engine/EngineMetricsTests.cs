using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.Tests.LocalHost.Journal;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class EngineMetricsTests
{
    [Fact]
    public async Task Timers_that_are_served_late_are_counted_and_those_in_time_are_not()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Sleeps", async context =>
        {
            await context.CreateTimer(TimeSpan.FromHours(context.GetInput<int>()), CancellationToken.None);
            return null;
        });
        await host.StartAsync();
        await host.RunAsync("Sleeps", 1);
        await host.RunAsync("Sleeps", 2);
        await host.RunAsync("Sleeps", 2);
        await host.AdvanceAsync(TimeSpan.FromMinutes(61));
        host.Meters.Of("localhost.timers.late").Should().BeEmpty();

        host.Time.Advance(TimeSpan.FromHours(5));
        await host.Engine.WhenIdleAsync();

        host.Meters.Of("localhost.timers.late").Sum().Should().Be(2);
    }

    [Fact]
    public async Task The_journal_tells_its_batches_its_time_and_its_state()
    {
        GatedJournalStore store = new();
        await using EngineHarness host = new() { Store = store, Options = new EngineOptions { ExtendedSessions = true } };
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("ok"));
        await host.StartAsync();
        await host.RunAsync("Ends");
        host.Meters.Of("localhost.journal.batch.appends").Sum().Should().Be(2, "one start and one turn were appended");
        host.Meters.Of("localhost.journal.append.duration").Should().NotBeEmpty();
        host.Meters.Of("localhost.journal.state")[^1].Should().Be(0);
        host.Meters.Of("localhost.journal.uncommitted")[^1].Should().Be(0);

        store.Close();
        _ = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends");
        await store.AppendWaits;
        host.Time.Advance(TimeSpan.FromSeconds(4));
        host.Meters.Of("localhost.journal.state")[^1].Should().Be(1);
        host.Meters.Of("localhost.journal.uncommitted")[^1].Should().BePositive();

        store.Open();
        await host.Engine.StopAsync(CancellationToken.None);
        host.Meters.Of("localhost.journal.state")[^1].Should().Be(2);
    }
}
