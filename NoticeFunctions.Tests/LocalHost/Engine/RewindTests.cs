using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine.History;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class RewindTests
{
    private static readonly TaskOptions Twice = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_failed_runs_again_and_what_succeeded_does_not(bool extended)
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = extended } };
        Steps steps = new(host) { Broken = ["b"] };
        host.Orchestrator("Works", async context => await Task.WhenAll(
            context.CallActivityAsync<string>("Step", "a"), context.CallActivityAsync<string>("Step", "b"), context.CallActivityAsync<string>("Step", "c")));
        await host.StartAsync();
        (await host.RunToEndAsync("Works", id: "w")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);

        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("w", "mended");

        (await host.GetAsync("w")).ReadOutputAs<string[]>().Should().Equal("a", "b", "c");
        steps.Ran.Order(StringComparer.Ordinal).Should().Equal("a", "b", "b", "c");
    }

    [Fact]
    public async Task An_instance_can_be_rewound_again_and_again()
    {
        await using EngineHarness host = new();
        Steps steps = new(host) { Broken = ["a"] };
        host.Orchestrator("Works", async context => await context.CallActivityAsync<string>("Step", "a"));
        await host.StartAsync();
        await host.RunToEndAsync("Works", id: "w");

        await host.Client.RewindInstanceAsync("w", "try");
        (await host.GetAsync("w")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("w", "try again");

        (await host.GetAsync("w")).ReadOutputAs<string>().Should().Be("a");
        steps.Ran.Should().HaveCount(3);
    }

    [Fact]
    public async Task Failures_that_the_code_had_dealt_with_stay()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        Steps steps = new(host) { Broken = ["a", "b"] };
        host.Orchestrator("Works", async context =>
        {
            string first;
            try
            {
                first = await context.CallActivityAsync<string>("Step", "a");
            }
            catch (TaskFailedException)
            {
                first = await context.CallActivityAsync<string>("Step", "instead");
            }

            return $"{first} {await context.CallActivityAsync<string>("Step", "b")}";
        });
        await host.StartAsync();
        await host.RunToEndAsync("Works", id: "w");

        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("w", "mended");

        (await host.GetAsync("w")).ReadOutputAs<string>().Should().Be("instead b");
        steps.Ran.Should().Equal("a", "instead", "b", "b");
    }

    [Fact]
    public async Task A_call_whose_retries_were_used_up_has_one_more()
    {
        await using EngineHarness host = new();
        Steps steps = new(host) { Broken = ["a"] };
        host.Orchestrator("Works", async context => await context.CallActivityAsync<string>("Step", "a", Twice));
        await host.StartAsync();
        await host.RunToEndAsync("Works", id: "w");

        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("w", "mended");

        (await host.GetAsync("w")).ReadOutputAs<string>().Should().Be("a");
        steps.Ran.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_failed_child_is_rewound_with_its_parent_and_keeps_what_it_had()
    {
        await using EngineHarness host = new();
        Steps steps = new(host) { Broken = ["b"] };
        host.Orchestrator("Child", async context => await context.CallActivityAsync<string>("Step", "a") + await context.CallActivityAsync<string>("Step", "b"));
        host.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await host.StartAsync();
        (await host.RunToEndAsync("Parent", id: "parent")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);

        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("parent", "mended");

        (await host.GetAsync("parent")).ReadOutputAs<string>().Should().Be("ab");
        (await host.GetAsync("child")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        steps.Ran.Should().Equal("a", "b", "b");
    }

    [Fact]
    public async Task A_child_that_was_purged_is_started_again()
    {
        await using EngineHarness host = new();
        Steps steps = new(host) { Broken = ["a"] };
        host.Orchestrator("Child", async context => await context.CallActivityAsync<string>("Step", "a"));
        host.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await host.StartAsync();
        await host.RunToEndAsync("Parent", id: "parent");
        await host.Client.PurgeInstanceAsync("child");

        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("parent", "mended");

        (await host.GetAsync("parent")).ReadOutputAs<string>().Should().Be("a");
    }

    [Fact]
    public async Task An_orchestrator_that_was_mended_after_its_code_no_longer_agreed_goes_on()
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = false } };
        _ = new Steps(host);
        string step = "a";
        host.Orchestrator("Works", async context => step == "a" ? await context.CallActivityAsync<string>("Step", "a") : await context.WaitForExternalEvent<string>("never"));
        await host.StartAsync();
        host.RawActivity("Step", (_, _) =>
        {
            step = "b";
            return Task.FromResult<object?>("done");
        });
        (await host.RunToEndAsync("Works", id: "w")).SerializedOutput.Should().StartWith("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException");

        step = "a";
        await host.Client.RewindInstanceAsync("w", "the code is as it was");

        (await host.GetAsync("w")).ReadOutputAs<string>().Should().Be("done");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rewinding_survives_a_crash_with_or_without_a_snapshot(bool snapshot)
    {
        await using EngineHarness host = new();
        Steps steps = new(host) { Broken = ["b"] };
        host.Orchestrator("Works", async context =>
        {
            string a = await context.CallActivityAsync<string>("Step", "a");
            string b = await context.CallActivityAsync<string>("Step", "b");
            return a + b + await context.WaitForExternalEvent<string>("go");
        });
        await host.StartAsync();
        await host.RunToEndAsync("Works", id: "w");
        steps.Broken.Clear();
        await host.Client.RewindInstanceAsync("w", "mended");
        await host.Engine.WhenIdleAsync();
        if (snapshot)
        {
            await host.Engine.TakeSnapshotAsync(CancellationToken.None);
        }

        await host.CrashAsync();
        await host.Client.RaiseEventAsync("w", "go", "!");

        (await host.GetAsync("w")).ReadOutputAs<string>().Should().Be("ab!");
        steps.Ran.Should().Equal("a", "b", "b");
    }

    [Fact]
    public async Task The_history_keeps_a_place_for_what_was_taken_back()
    {
        await using EngineHarness host = new();
        _ = new Steps(host) { Broken = ["a"] };
        host.Orchestrator("Works", async context => await context.CallActivityAsync<string>("Step", "a"));
        await host.StartAsync();
        await host.RunToEndAsync("Works", id: "w");

        await host.Client.RewindInstanceAsync("w", "again");
        await host.Engine.WhenIdleAsync();

        HistoryDump.Events((await host.Engine.GetHistoryAsync("w", CancellationToken.None))!).Where(item => item is not TurnStarted).Select(item => item.GetType().Name)
            .Should().Equal(
                nameof(ExecutionStarted), nameof(RequestTakenBack), nameof(EventTakenBack), nameof(EventTakenBack),
                nameof(ExecutionRewound), nameof(TaskScheduled), nameof(TaskFailed), nameof(ExecutionCompleted));
    }

    [Fact]
    public async Task Only_failed_instances_are_rewound()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        await host.StartAsync();
        await host.RunAsync("Waits", id: "running");

        await host.Awaiting(h => h.Client.RewindInstanceAsync("running", "")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*is Running*");
        await host.Awaiting(h => h.Client.RewindInstanceAsync("nobody", "")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*does not exist*");
    }

    /// <summary>An activity that returns its input, and fails while that is broken.</summary>
    private sealed class Steps
    {
        private readonly Lock gate = new();

        public Steps(EngineHarness host) => host.Activity<string>("Step", Run);

        public HashSet<string> Broken { get; init; } = [];

        public List<string> Ran { get; } = [];

        private object? Run(string step)
        {
            lock (gate)
            {
                Ran.Add(step);
            }

            return Broken.Contains(step) ? throw new InvalidOperationException($"{step} is broken") : step;
        }
    }
}
