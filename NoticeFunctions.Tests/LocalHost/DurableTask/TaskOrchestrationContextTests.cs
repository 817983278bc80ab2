using Microsoft.DurableTask;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class TaskOrchestrationContextTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_event_in_time_is_given_and_its_timer_cancelled()
    {
        ScriptedOrchestration context = new();
        Task<string> wait = context.WaitForExternalEvent<string>("go", Minute);

        context.Raise("now");

        (await wait).Should().Be("now");
        context.TimerIsCancelled.Should().BeTrue();
        context.Asked.Should().BeEquivalentTo("timer 2026-11-23T12:01:00.0000000Z", "event go");
    }

    [Fact]
    public async Task An_event_that_does_not_come_in_time_cancels_the_wait()
    {
        ScriptedOrchestration context = new();
        Task<string> wait = context.WaitForExternalEvent<string>("go", Minute);

        context.Fire();

        await wait.Awaiting(w => w).Should().ThrowAsync<TaskCanceledException>();
        context.WaitIsCancelled.Should().BeTrue();
    }

    [Fact]
    public async Task A_wait_that_is_given_up_cancels_its_timer_too()
    {
        ScriptedOrchestration context = new();
        using CancellationTokenSource end = new();
        Task<string> wait = context.WaitForExternalEvent<string>("go", Minute, end.Token);

        await end.CancelAsync();

        await wait.Awaiting(w => w).Should().ThrowAsync<TaskCanceledException>();
        (context.TimerIsCancelled, context.WaitIsCancelled).Should().Be((true, true));
    }

    [Fact]
    public void A_timers_delay_counts_from_the_orchestrations_own_time()
    {
        ScriptedOrchestration context = new();

        _ = context.CreateTimer(TimeSpan.FromDays(400), CancellationToken.None);

        context.Asked.Should().Equal("timer 2027-12-28T12:00:00.0000000Z");
    }

    [Fact]
    public async Task Calls_without_result_or_input_are_the_same_calls()
    {
        ScriptedOrchestration context = new();
        TaskOptions options = new() { Version = "2" };

        await context.CallActivityAsync("A", 1);
        await context.CallActivityAsync("B", options);
        await context.CallActivityAsync<int>("C", options);
        await context.CallSubOrchestratorAsync("D", 1);
        await context.CallSubOrchestratorAsync("E", options);
        await context.CallSubOrchestratorAsync<int>("F", options);

        context.Asked.Should().Equal("activity A 1 ", "activity B  2", "activity C  2", "child D 1 ", "child E  2", "child F  2");
    }

    [Fact]
    public void Continuing_by_options_continues_with_their_input_and_events()
    {
        ScriptedOrchestration context = new();

        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 7 });
        context.ContinueAsNew(new ContinueAsNewOptions { NewInput = 8, PreserveUnprocessedEvents = false });

        context.Asked.Should().Equal("continue 7 True", "continue 8 False");
    }

    [Fact]
    public void A_context_that_cant_change_its_version_says_so()
    {
        Action change = () => new ScriptedOrchestration().ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });

        change.Should().Throw<NotSupportedException>();
    }

    [Theory]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("", "1.0", -1)]
    [InlineData("2.0", "1.0", 1)]
    public void An_orchestration_knows_where_its_version_stands(string own, string other, int order) =>
        Math.Sign(new ScriptedOrchestration { StartedAs = own }.CompareVersionTo(other)).Should().Be(order);

    [Fact]
    public void A_replay_safe_logger_is_silent_during_replay()
    {
        ILogger inner = Substitute.For<ILogger>();
        inner.IsEnabled(LogLevel.Information).Returns(true);
        ILoggerFactory loggers = Substitute.For<ILoggerFactory>();
        loggers.CreateLogger("Notice").Returns(inner);
        ScriptedOrchestration context = new() { Loggers = loggers, Replaying = true };
        ILogger logger = context.CreateReplaySafeLogger("Notice");

        logger.Log(LogLevel.Information, default, "old ground", exception: null, (state, _) => state);
        logger.IsEnabled(LogLevel.Information).Should().BeFalse();
        context.Replaying = false;
        logger.Log(LogLevel.Information, default, "new ground", exception: null, (state, _) => state);

        inner.ReceivedCalls().Where(call => call.GetMethodInfo().Name == nameof(ILogger.Log)).Select(call => call.GetArguments()[2])
            .Should().Equal("new ground");
    }

    [Fact]
    public void A_replay_safe_loggers_category_is_the_types_full_name()
    {
        ILoggerFactory loggers = Substitute.For<ILoggerFactory>();
        ScriptedOrchestration context = new() { Loggers = loggers };

        _ = context.CreateReplaySafeLogger<TaskOrchestrationContextTests>();
        Type other = typeof(TaskNameTests);
        _ = context.CreateReplaySafeLogger(other);

        string space = typeof(TaskOrchestrationContextTests).Namespace!;
        loggers.Received().CreateLogger($"{space}.{nameof(TaskOrchestrationContextTests)}");
        loggers.Received().CreateLogger($"{space}.{nameof(TaskNameTests)}");
    }
}
