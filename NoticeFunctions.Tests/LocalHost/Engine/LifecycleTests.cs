using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class LifecycleTests
{
    private static readonly string[] EveryStatus = [.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString())];

    [Fact]
    public async Task Sub_orchestrations_return_to_their_parent_and_know_it()
    {
        await using EngineHarness host = new();
        host.Activity<string>("SayHello", name => $"Hello {name}!");
        host.Orchestrator("Child", async context =>
            $"{context.Parent!.InstanceId} {context.InstanceId} {await context.CallActivityAsync<string>("SayHello", context.GetInput<string>())}");
        host.Orchestrator("Parent", async context => new[]
        {
            await context.CallSubOrchestratorAsync<string>("Child", "named", new SubOrchestrationOptions(instanceId: "the-child")),
            await context.CallSubOrchestratorAsync<string>("Child", "unnamed"),
        });
        await host.StartAsync();

        string[] said = (await host.RunToEndAsync("Parent", id: "p")).ReadOutputAs<string[]>()!;

        said[0].Should().Be("p the-child Hello named!");
        said[1].Should().MatchRegex("^p [0-9a-f]{32} Hello unnamed!$");
    }

    [Fact]
    public async Task A_failed_sub_orchestration_fails_the_call()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Child", _ => throw new InvalidOperationException("the child failed"));
        host.Orchestrator("Parent", async context =>
        {
            try
            {
                return await context.CallSubOrchestratorAsync<string>("Child");
            }
            catch (TaskFailedException e)
            {
                return e.FailureDetails.ErrorMessage;
            }
        });
        await host.StartAsync();

        (await host.RunToEndAsync("Parent")).ReadOutputAs<string>().Should().Be("the child failed");
    }

    [Fact]
    public async Task An_instance_shows_its_input_also_while_its_first_turn_runs()
    {
        await using EngineHarness host = new();
        using ManualResetEventSlim begun = new();
        using ManualResetEventSlim seen = new();
        host.Orchestrator("Slow", _ =>
        {
            begun.Set();
            seen.Wait(TimeSpan.FromSeconds(30));
            return Task.FromResult<object?>(null);
        });
        await host.StartAsync();

        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Slow", "the input");
        begun.Wait(TimeSpan.FromSeconds(30)).Should().BeTrue();
        OrchestrationMetadata? meanwhile = await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true);
        seen.Set();

        meanwhile!.ReadInputAs<string>().Should().Be("the input");
    }

    [Fact]
    public async Task A_terminated_instance_ends_at_once_with_the_given_output_and_leaves_its_children()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Child", async context => await context.WaitForExternalEvent<string>("go"));
        host.Orchestrator("Parent", async context => await context.CallSubOrchestratorAsync<string>("Child", null, new SubOrchestrationOptions(instanceId: "child")));
        await host.StartAsync();
        string id = await host.RunAsync("Parent");

        await host.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions("stop it", Recursive: true));

        OrchestrationMetadata ended = await host.GetAsync(id);
        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Terminated);
        ended.ReadOutputAs<string>().Should().Be("stop it");
        (await host.GetAsync("child")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
        await host.Awaiting(h => h.Client.TerminateInstanceAsync(id)).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_delayed_start_can_be_terminated_and_never_runs()
    {
        await using EngineHarness host = new();
        bool ran = false;
        host.Orchestrator("Runs", _ => Task.FromResult<object?>(ran = true));
        await host.StartAsync();
        string id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Runs", null, new StartOrchestrationOptions(StartAt: EngineHarness.Epoch.AddDays(1)));

        await host.Client.TerminateInstanceAsync(id, "no more");
        await host.AdvanceAsync(TimeSpan.FromDays(2));

        (await host.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Terminated);
        ran.Should().BeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_suspended_instance_records_what_happens_and_acts_on_it_when_it_is_resumed(bool extended)
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = extended } };
        int acted = 0;
        host.Orchestrator("Waits", async context =>
        {
            string said = await context.WaitForExternalEvent<string>("go");
            if (!context.IsReplaying)
            {
                acted++;
            }

            return said;
        });
        await host.StartAsync();
        string id = await host.RunAsync("Waits");

        await host.Client.SuspendInstanceAsync(id, "wait");
        await host.Client.RaiseEventAsync(id, "go", "hello");
        (await host.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Suspended);
        acted.Should().Be(0);
        await host.Client.ResumeInstanceAsync(id);

        (await host.GetAsync(id)).ReadOutputAs<string>().Should().Be("hello");
        acted.Should().Be(1);
    }

    [Fact]
    public async Task A_running_id_is_refused_and_a_finished_one_replaced_by_default()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        await host.StartAsync();
        await host.RunAsync("Waits", id: "one");

        await host.Awaiting(h => h.RunAsync("Waits", id: "one")).Should().ThrowAsync<InvalidOperationException>().WithMessage("*one already exists*");
        await host.Client.RaiseEventAsync("one", "go", "first");
        (await host.GetAsync("one")).IsCompleted.Should().BeTrue();
        await host.RunAsync("Waits", id: "one");

        (await host.GetAsync("one")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
    }

    [Fact]
    public async Task With_every_status_to_dedupe_a_finished_id_is_refused_too()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Ends", _ => Task.FromResult<object?>(null));
        await host.StartAsync();
        await host.RunToEndAsync("Ends", id: "one");

        Func<Task> again = () => host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Ends", null, new StartOrchestrationOptions("one") { DedupeStatuses = EveryStatus });

        await again.Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_hundred_starts_of_one_id_at_once_make_one_instance()
    {
        await using EngineHarness host = new();
        int ran = 0;
        host.Activity<string>("Counts", _ => Interlocked.Increment(ref ran));
        host.Orchestrator("Once", async context => await context.CallActivityAsync<int>("Counts"));
        await host.StartAsync();

        int started = 0;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(async () =>
        {
            try
            {
                await host.Client.ScheduleNewOrchestrationInstanceAsync("Once", null, new StartOrchestrationOptions("one") { DedupeStatuses = EveryStatus });
                Interlocked.Increment(ref started);
            }
            catch (InvalidOperationException)
            {
                // All but one.
            }
        })));
        await host.Engine.WhenIdleAsync();

        started.Should().Be(1);
        ran.Should().Be(1);
    }

    [Fact]
    public async Task An_id_may_not_begin_with_an_at_sign()
    {
        await using EngineHarness host = new();
        await host.StartAsync();

        await host.Awaiting(h => h.RunAsync("Any", id: "@counter")).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Only_finished_instances_are_purged()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        host.Orchestrator("Ends", _ => Task.FromResult<object?>(null));
        await host.StartAsync();
        await host.RunAsync("Waits", id: "running");
        await host.RunToEndAsync("Ends", id: "ended-1");
        await host.RunToEndAsync("Ends", id: "ended-2");

        (await host.Client.PurgeInstanceAsync("ended-1")).PurgedInstanceCount.Should().Be(1);
        (await host.Client.PurgeInstanceAsync("nobody")).PurgedInstanceCount.Should().Be(0);
        (await host.Client.PurgeAllInstancesAsync(new PurgeInstancesFilter())).PurgedInstanceCount.Should().Be(1);

        (await host.Client.GetInstanceAsync("ended-2")).Should().BeNull();
        (await host.GetAsync("running")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
        await host.Awaiting(h => h.Client.PurgeInstanceAsync("running")).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task A_query_pages_through_all_instances_of_a_prefix_and_status()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Ends", _ => Task.FromResult<object?>(null));
        await host.StartAsync();
        for (int i = 0; i < 25; i++)
        {
            await host.RunToEndAsync("Ends", id: $"a-{i:D2}");
        }

        await host.RunToEndAsync("Ends", id: "b-00");

        List<string> ids = [];
        await foreach (OrchestrationMetadata found in host.Client.GetAllInstancesAsync(
            new OrchestrationQuery(InstanceIdPrefix: "a-", PageSize: 10, Statuses: [OrchestrationRuntimeStatus.Completed])))
        {
            ids.Add(found.InstanceId);
        }

        ids.Should().Equal(Enumerable.Range(0, 25).Select(i => $"a-{i:D2}"));
    }

    [Fact]
    public async Task A_custom_status_beyond_8192_characters_fails_the_instance()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Talks", context =>
        {
            context.SetCustomStatus(new string('x', context.GetInput<int>()));
            return Task.FromResult<object?>("ok");
        });
        await host.StartAsync();

        (await host.RunToEndAsync("Talks", 8190)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        (await host.RunToEndAsync("Talks", 8191)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
    }

    [Fact]
    public async Task Whoever_waits_for_the_end_is_told()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Waits", async context => await context.WaitForExternalEvent<string>("go"));
        await host.StartAsync();
        string id = await host.RunAsync("Waits");

        Task<OrchestrationMetadata> waiting = host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true);
        waiting.IsCompleted.Should().BeFalse();
        await host.Client.RaiseEventAsync(id, "go", "done");

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).ReadOutputAs<string>().Should().Be("done");
    }
}
