using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class RestartTests
{
    [Fact]
    public async Task A_restart_under_a_new_id_leaves_the_old_instance_as_it_was()
    {
        await using EngineHarness host = await StartAsync();
        await host.RunToEndAsync("Echoes", "in", id: "old");

        string id = await host.Client.RestartAsync("old", restartWithNewInstanceId: true);

        id.Should().MatchRegex("^[0-9a-f]{32}$");
        (await host.GetAsync(id)).ReadOutputAs<string>().Should().Be("in");
        (await host.GetAsync("old")).ReadOutputAs<string>().Should().Be("in");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restart_under_the_same_id_counts_a_generation_and_survives_a_crash(bool crash)
    {
        await using EngineHarness host = await StartAsync();
        await host.RunToEndAsync("Echoes", "in", id: "one");

        (await host.Client.RestartAsync("one")).Should().Be("one");
        await host.Engine.WhenIdleAsync();
        if (crash)
        {
            await host.CrashAsync();
        }

        (await host.GetAsync("one")).ReadOutputAs<string>().Should().Be("in");
        HistoryDump.Events((await host.Engine.GetHistoryAsync("one", CancellationToken.None))!).OfType<ExecutionStarted>().Single().Generation.Should().Be(1);
    }

    [Fact]
    public async Task A_running_instance_keeps_its_id()
    {
        await using EngineHarness host = await StartAsync();
        await host.RunAsync("Waits", id: "one");

        await host.Awaiting(h => h.Client.RestartAsync("one")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*one already exists*");
        (await host.Client.RestartAsync("one", restartWithNewInstanceId: true)).Should().NotBe("one");
    }

    [Fact]
    public async Task An_unknown_instance_is_not_restarted()
    {
        await using EngineHarness host = await StartAsync();

        await host.Awaiting(h => h.Client.RestartAsync("nobody")).Should().ThrowAsync<ArgumentException>().WithMessage("*nobody was not found*");
    }

    [Fact]
    public async Task Suspending_twice_and_resuming_what_runs_is_refused()
    {
        await using EngineHarness host = await StartAsync();
        await host.RunAsync("Waits", id: "one");

        await host.Awaiting(h => h.Client.ResumeInstanceAsync("one")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*is Running*");
        await host.Client.SuspendInstanceAsync("one", "hold on");
        (await host.GetAsync("one")).SerializedOutput.Should().Be("hold on");
        await host.Awaiting(h => h.Client.SuspendInstanceAsync("one")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*is Suspended*");
        await host.Client.ResumeInstanceAsync("one", "go on");

        (await host.GetAsync("one")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task The_ids_of_finished_instances_are_listed_page_by_page()
    {
        await using EngineHarness host = await StartAsync();
        await host.RunAsync("Waits", id: "running");
        for (int i = 0; i < 5; i++)
        {
            await host.RunToEndAsync("Echoes", "in", id: $"done-{i}");
        }

        Page<string> first = await host.Client.ListInstanceIdsAsync(pageSize: 3);
        Page<string> second = await host.Client.ListInstanceIdsAsync(pageSize: 3, lastInstanceKey: first.ContinuationToken);

        first.Values.Should().Equal("done-0", "done-1", "done-2");
        second.Values.Should().Equal("done-3", "done-4");
        second.ContinuationToken.Should().BeNull();
    }

    private static async Task<EngineHarness> StartAsync()
    {
        EngineHarness host = new();
        host.Orchestrator("Echoes", context => Task.FromResult<object?>(context.GetInput<string>()));
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        return await host.StartAsync();
    }
}
