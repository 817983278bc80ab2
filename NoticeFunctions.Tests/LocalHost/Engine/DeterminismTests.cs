using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class DeterminismTests
{
    [Fact]
    public async Task An_orchestrator_that_asks_for_another_activity_at_its_replay_fails_naming_the_step()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        int flips = 0;
        host.Activity<string>("A", s => s);
        host.Activity<string>("B", s => s);
        host.Orchestrator("Flips", async context => await context.CallActivityAsync<string>(flips++ % 2 == 0 ? "A" : "B", "x"));
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Flips");

        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Contain("activity task with sequence number 0 named 'A'").And.Contain("activity task named 'B'");
    }

    [Fact]
    public async Task An_orchestrator_that_asks_for_more_at_its_replay_fails_naming_the_step()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        bool more = false;
        host.Activity<string>("A", s => s);
        host.Orchestrator("Grows", async context =>
        {
            if (more)
            {
                _ = context.CallActivityAsync<string>("A", "first");
            }

            more = true;
            return await context.WaitForExternalEvent<string>("go");
        });
        await host.StartAsync();
        string id = await host.RunAsync("Grows");

        await host.Client.RaiseEventAsync(id, "go", "now");

        OrchestrationMetadata ended = await host.GetAsync(id);
        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Contain("sequence number 0 named 'A', which the history of this orchestration does not have");
    }

    [Fact]
    public async Task An_orchestrator_that_asks_for_nothing_any_more_fails_naming_the_step()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        int runs = 0;
        host.Activity<string>("A", s => s);
        host.Orchestrator("Shrinks", async context => runs++ == 0 ? await context.CallActivityAsync<string>("A", "x") : "nothing");
        await host.StartAsync();

        (await host.RunToEndAsync("Shrinks")).SerializedOutput.Should().Contain("which the current orchestration replay did not ask for");
    }

    [Fact]
    public async Task Awaiting_something_foreign_fails_the_instance()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Delays", async _ =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            return "never";
        });
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Delays");

        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Contain("An invalid asynchronous invocation was detected");
    }

    [Fact]
    public async Task Awaiting_something_foreign_beside_a_durable_task_fails_the_instance_too()
    {
        await using EngineHarness host = new();
        TaskCompletionSource foreign = new();
        host.Orchestrator("Mixes", async context =>
        {
            Task timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await foreign.Task;
            await timer;
            return "never";
        });
        await host.StartAsync();
        string id = await host.RunAsync("Mixes");

        foreign.SetResult();

        OrchestrationMetadata ended = await host.Client.WaitForInstanceCompletionAsync(id, true).WaitAsync(TimeSpan.FromSeconds(10));
        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Contain("An invalid asynchronous invocation was detected");
    }

    [Fact]
    public async Task Time_and_guids_are_the_same_at_every_replay()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        List<string> seen = [];
        host.Activity<string>("A", s => s);
        host.Orchestrator("Records", async context =>
        {
            seen.Add($"{context.CurrentUtcDateTime:O} {context.NewGuid()} {context.NewGuid()}");
            await context.CallActivityAsync<string>("A", "x");
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return null;
        });
        await host.StartAsync();

        await host.RunToEndAsync("Records");

        seen.Should().HaveCount(3);
        seen.Distinct(StringComparer.Ordinal).Should().ContainSingle();
        seen[0].Split(' ').Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_replay_safe_logger_writes_each_line_once()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        int replayed = 0;
        host.Activity<string>("A", s => s);
        host.Orchestrator("Logs", async context =>
        {
            ILogger log = context.CreateReplaySafeLogger("test");
            replayed += context.IsReplaying ? 1 : 0;
            log.IsEnabled(LogLevel.Critical).Should().Be(!context.IsReplaying && log.IsEnabled(LogLevel.Critical));
            await context.CallActivityAsync<string>("A", "x");
            return null;
        });
        await host.StartAsync();

        await host.RunToEndAsync("Logs");

        replayed.Should().Be(1);
    }
}
