using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class ActivityTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_orchestrator_chains_activities_with_and_without_extended_sessions(bool extended)
    {
        await using EngineHarness host = new() { Options = new() { ExtendedSessions = extended } };
        host.Activity<string>("SayHello", city => $"Hello {city}!");
        host.Orchestrator("HelloCities", async context => new[]
        {
            await context.CallActivityAsync<string>("SayHello", "Tokyo"),
            await context.CallActivityAsync<string>("SayHello", "Seattle"),
            await context.CallActivityAsync<string>("SayHello", "London"),
        });
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("HelloCities");

        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Completed);
        ended.ReadOutputAs<string[]>().Should().Equal("Hello Tokyo!", "Hello Seattle!", "Hello London!");
    }

    [Fact]
    public async Task A_fan_out_gets_every_result()
    {
        await using EngineHarness host = new();
        host.Activity<int>("Echo", i => i);
        host.Orchestrator("FanOut", async context =>
            (await Task.WhenAll(Enumerable.Range(1, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>("Echo", i)))).Sum());
        await host.StartAsync();

        (await host.RunToEndAsync("FanOut", 1000)).ReadOutputAs<int>().Should().Be(500_500);
    }

    [Fact]
    public async Task A_failed_activity_reaches_the_orchestrator_as_a_task_failed_exception_with_its_causes()
    {
        await using EngineHarness host = new();
        host.Activity<string>("Throws", (Func<string, object?>)(message => throw new InvalidOperationException("activity says " + message, new ArgumentException("the inner argument"))));
        TaskFailedException? caught = null;
        host.Orchestrator("Caught", async context =>
        {
            try
            {
                await context.CallActivityAsync("Throws", "boom");
            }
            catch (TaskFailedException e)
            {
                caught = e;
            }

            return null;
        });
        await host.StartAsync();

        await host.RunToEndAsync("Caught");

        caught!.Message.Should().Be("Task 'Throws' (#0) failed with an unhandled exception: activity says boom");
        caught.FailureDetails.ErrorType.Should().Be("System.InvalidOperationException");
        caught.FailureDetails.IsCausedBy<InvalidOperationException>().Should().BeTrue();
        caught.FailureDetails.InnerFailure!.ErrorMessage.Should().Be("the inner argument");
    }

    [Fact]
    public async Task An_uncaught_activity_failure_fails_the_instance()
    {
        await using EngineHarness host = new();
        host.Activity<string>("Throws", (Func<string, object?>)(_ => throw new InvalidOperationException("no")));
        host.Orchestrator("Fails", async context => await context.CallActivityAsync<string>("Throws", ""));
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Fails");

        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Be("Microsoft.DurableTask.TaskFailedException: Task 'Throws' (#0) failed with an unhandled exception: no");
        ended.SerializedOutput.Should().EndWith(": no");
    }

    [Fact]
    public async Task An_unknown_activity_fails_naming_the_known_ones()
    {
        await using EngineHarness host = new();
        host.Activity<string>("Known", s => s);
        host.Orchestrator("Asks", async context => await context.CallActivityAsync<string>("Unknown", ""));
        await host.StartAsync();

        (await host.RunToEndAsync("Asks")).SerializedOutput.Should().Contain("'Unknown' doesn't exist").And.Contain("'Known'");
    }

    [Fact]
    public async Task An_unknown_orchestrator_fails_naming_the_known_ones()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Known", _ => Task.FromResult<object?>(null));
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Unknown");

        ended.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        ended.SerializedOutput.Should().Contain("'Known'");
    }

    [Fact]
    public async Task Names_of_functions_are_case_insensitive()
    {
        await using EngineHarness host = new();
        host.Activity<string>("SayHello", name => "Hello " + name);
        host.Orchestrator("Greets", async context => await context.CallActivityAsync<string>("SAYHELLO", "you"));
        await host.StartAsync();

        (await host.RunToEndAsync("greets")).ReadOutputAs<string>().Should().Be("Hello you");
    }

    [Fact]
    public async Task A_retry_policy_waits_longer_after_each_failure_until_the_call_succeeds()
    {
        await using EngineHarness host = new();
        List<TimeSpan> attempts = [];
        host.Activity<string>("FailsTwice", _ =>
        {
            attempts.Add(host.Time.GetUtcNow() - EngineHarness.Epoch);
            return attempts.Count < 3 ? throw new InvalidOperationException("not yet") : "at last";
        });
        host.Orchestrator("Retries", async context => await context.CallActivityAsync<string>(
            "FailsTwice", null, TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(2), backoffCoefficient: 3))));
        await host.StartAsync();

        (await host.RunToEndAsync("Retries")).ReadOutputAs<string>().Should().Be("at last");

        attempts.Should().Equal(TimeSpan.Zero, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_retry_policy_gives_up_after_its_last_attempt()
    {
        await using EngineHarness host = new();
        int attempts = 0;
        host.Activity<string>("Fails", (Func<string, object?>)(_ => throw new InvalidOperationException($"attempt {++attempts}")));
        host.Orchestrator("Retries", async context => await context.CallActivityAsync<string>(
            "Fails", null, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(1)))));
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Retries");

        attempts.Should().Be(3);
        ended.SerializedOutput.Should().EndWith("attempt 3");
    }

    [Fact]
    public async Task A_retry_handler_sees_every_failure_and_decides()
    {
        await using EngineHarness host = new();
        List<(int Attempt, string Message)> seen = [];
        int attempts = 0;
        host.Activity<string>("Fails", (Func<string, object?>)(_ => throw new InvalidOperationException($"attempt {++attempts}")));
        host.Orchestrator("Retries", async context => await context.CallActivityAsync<string>("Fails", null, TaskOptions.FromRetryHandler(retry =>
        {
            seen.Add((retry.LastAttemptNumber, retry.LastFailure.ErrorMessage));
            return retry.LastAttemptNumber < 2;
        })));
        await using (host)
        {
            await host.StartAsync();
            (await host.RunToEndAsync("Retries")).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Failed);
        }

        seen.Should().Equal((1, "attempt 1"), (2, "attempt 2"));
    }

    [Fact]
    public async Task An_instance_stays_running_until_all_that_it_started_has_ended()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Forgets", context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult<object?>("returned at once");
        });
        await host.StartAsync();

        string id = await host.RunAsync("Forgets");
        (await host.GetAsync(id)).RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        (await host.GetAsync(id)).ReadOutputAs<string>().Should().Be("returned at once");
    }

    [Fact]
    public async Task One_slow_instance_delays_no_other()
    {
        await using EngineHarness host = new() { Options = new() { MaxConcurrentActivities = 4 } };
        using SemaphoreSlim release = new(0);
        host.Activity<int>("Slow", async i =>
        {
            await release.WaitAsync();
            return i;
        });
        host.Activity<int>("Quick", i => i);
        host.Orchestrator("FanOut", async context =>
            (await Task.WhenAll(Enumerable.Range(1, 100).Select(i => context.CallActivityAsync<int>("Slow", i)))).Length);
        host.Orchestrator("Single", async context => await context.CallActivityAsync<int>("Quick", 1));
        await host.StartAsync();

        string slow = await host.Client.ScheduleNewOrchestrationInstanceAsync("FanOut");
        await host.Client.WaitForInstanceStartAsync(slow);
        string[] quick = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Client.ScheduleNewOrchestrationInstanceAsync("Single")));
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
        foreach (string id in quick)
        {
            await host.Client.WaitForInstanceCompletionAsync(id, patience.Token);
        }

        (await host.Client.GetInstanceAsync(slow))!.RuntimeStatus.Should().Be(OrchestrationRuntimeStatus.Running);
        release.Release(100);
        (await host.Client.WaitForInstanceCompletionAsync(slow, true, patience.Token)).ReadOutputAs<int>().Should().Be(100);
    }
}
