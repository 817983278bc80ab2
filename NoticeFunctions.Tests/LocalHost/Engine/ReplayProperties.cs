using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine;

namespace NoticeFunctions.Tests.LocalHost.Engine;

/// <summary>Random orchestrations give the same result however often they are replayed, evicted or their host is restarted.</summary>
public sealed class ReplayProperties
{
    [Property(MaxTest = 150, Arbitrary = [typeof(Programs)])]
    public async Task Replays_and_crashes_at_every_step_change_nothing(Step[] program, int seed)
    {
        string straight = await RunAsync(program, extended: true, crashes: null);
        string replayed = await RunAsync(program, extended: false, crashes: null);
        string crashed = await RunAsync(program, extended: seed % 2 == 0, crashes: new Random(seed));

        replayed.Should().Be(straight);
        crashed.Should().Be(straight);
    }

    private static async Task<string> RunAsync(Step[] program, bool extended, Random? crashes)
    {
        await using EngineHarness host = new() { Options = new EngineOptions { ExtendedSessions = extended } };
        host.Activity<int>("Double", i => i * 2);
        host.Activity<int>("Fails", (Func<int, object?>)(i => throw new InvalidOperationException($"no {i}")));
        host.Orchestrator("Child", async context => (await context.CallActivityAsync<int>("Double", context.GetInput<int>())) + 1);
        host.Orchestrator("Program", context => InterpretAsync(context, program));
        await host.StartAsync();
        await host.RunAsync("Program", new State(0, []), id: "p");
        int raised = 0;
        while (true)
        {
            if (crashes?.Next(3) == 0)
            {
                await host.CrashAsync();
            }

            OrchestrationMetadata now = await host.GetAsync("p");
            if (now.IsCompleted)
            {
                return $"{now.RuntimeStatus} {now.SerializedOutput} {now.SerializedCustomStatus}";
            }

            if (host.Engine.NextTimerDue is not null)
            {
                await host.AdvanceToNextTimerAsync();
            }
            else
            {
                await host.Client.RaiseEventAsync("p", "e", raised++);
            }
        }
    }

    private static async Task<object?> InterpretAsync(TaskOrchestrationContext context, Step[] program)
    {
        State state = context.GetInput<State>()!;
        List<string> seen = [.. state.Seen];
        for (int at = state.At; at < program.Length; at++)
        {
            Step step = program[at];
            switch (step.Kind)
            {
                case StepKind.Activity:
                    seen.Add($"{await context.CallActivityAsync<int>("Double", step.Value)}");
                    break;
                case StepKind.Failure:
                    seen.Add(await CatchAsync(() => context.CallActivityAsync<int>("Fails", step.Value)));
                    break;
                case StepKind.Retry:
                    TaskOptions retry = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
                    seen.Add(await CatchAsync(() => context.CallActivityAsync<int>("Fails", step.Value, retry)));
                    break;
                case StepKind.FanOut:
                    int[] parts = await Task.WhenAll(Enumerable.Range(0, step.Value).Select(i => context.CallActivityAsync<int>("Double", i)));
                    seen.Add(string.Join('+', parts));
                    break;
                case StepKind.Timer:
                    await context.CreateTimer(TimeSpan.FromSeconds(step.Value), CancellationToken.None);
                    seen.Add("waited");
                    break;
                case StepKind.Race:
                    using (CancellationTokenSource loser = new())
                    {
                        Task late = context.CreateTimer(TimeSpan.FromDays(1), loser.Token);
                        Task early = context.CreateTimer(TimeSpan.FromSeconds(step.Value), CancellationToken.None);
                        seen.Add(await Task.WhenAny(late, early) == early ? "early" : "late");
                        loser.Cancel();
                    }

                    break;
                case StepKind.Event:
                    seen.Add($"event {await context.WaitForExternalEvent<int>("E")}");
                    break;
                case StepKind.Child:
                    seen.Add($"{await context.CallSubOrchestratorAsync<int>("Child", step.Value)}");
                    break;
                case StepKind.Status:
                    context.SetCustomStatus(seen.Count);
                    break;
                case StepKind.Guid:
                    seen.Add(context.NewGuid() == context.NewGuid() ? "same" : "different");
                    break;
                case StepKind.ContinueAsNew:
                    context.ContinueAsNew(new State(at + 1, seen));
                    return null;
            }
        }

        return seen;
    }

    private static async Task<string> CatchAsync(Func<Task<int>> call)
    {
        try
        {
            return $"{await call()}";
        }
        catch (TaskFailedException e)
        {
            return e.FailureDetails.ErrorMessage;
        }
    }

    public enum StepKind
    {
        Activity,
        Failure,
        Retry,
        FanOut,
        Timer,
        Race,
        Event,
        Child,
        Status,
        Guid,
        ContinueAsNew,
    }

    public sealed record Step(StepKind Kind, int Value);

    public sealed record State(int At, List<string> Seen);

    public static class Programs
    {
        public static Arbitrary<Step[]> Steps() =>
            (from kind in Gen.Elements(Enum.GetValues<StepKind>())
             from value in Gen.Choose(0, 9)
             select new Step(kind, value)).ArrayOf().Resize(12).ToArbitrary();
    }
}
