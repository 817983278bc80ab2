using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Mono.Cecil;

namespace NoticeFunctions.Tests.Architecture;

/// <summary>Orchestrators are replayed: whatever they decide must follow from their input and history.</summary>
public sealed class OrchestratorTests
{
    [Fact]
    public void The_apps_orchestrators_call_nothing_that_a_replay_would_answer_otherwise()
    {
        using ModuleDefinition app = ModuleDefinition.ReadModule(Assemblies.App.Location);

        IReadOnlyList<MethodDefinition> orchestrators = Orchestrators.In(app);

        orchestrators.Should().NotBeEmpty();
        orchestrators.SelectMany(Determinism.FaultsOf).Should().BeEmpty();
    }

    [Theory]
    [InlineData(nameof(Faulty.NewIdAsync), "System.Guid::NewGuid")]
    [InlineData(nameof(Faulty.ThroughAHelperAsync), "System.TimeZoneInfo::")]
    [InlineData(nameof(Faulty.InALambdaAsync), "System.Threading.Tasks.Task::Run")]
    [InlineData(nameof(Faulty.OffTheContextAsync), "System.Threading.Tasks.Task`1<System.String>::ConfigureAwait")]
    public void A_call_that_breaks_replays_is_found(string orchestrator, string call)
    {
        using ModuleDefinition tests = ModuleDefinition.ReadModule(typeof(Faulty).Assembly.Location);

        MethodDefinition method = Orchestrators.In(tests).Single(found => found.Name == orchestrator);

        Determinism.FaultsOf(method).Should().Contain(fault => fault.Contains(call, StringComparison.Ordinal));
    }

    [Fact]
    public void An_orchestrator_that_keeps_to_its_context_is_clean()
    {
        using ModuleDefinition tests = ModuleDefinition.ReadModule(typeof(Faulty).Assembly.Location);

        MethodDefinition method = Orchestrators.In(tests).Single(found => found.Name == nameof(Faulty.CleanAsync));

        Determinism.FaultsOf(method).Should().BeEmpty();
    }

    private static class Faulty
    {
        public static async Task<Guid> NewIdAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("A");
            return Guid.NewGuid();
        }

        public static async Task<TimeSpan> ThroughAHelperAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("A");
            return await OffsetAsync(context);
        }

        public static async Task InALambdaAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            int[] numbers = await context.CallActivityAsync<int[]>("A");
            await Task.WhenAll(numbers.Select(number => Task.Run(() => number)));
        }

        public static async Task<string> OffTheContextAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            await context.CallActivityAsync<string>("A").ConfigureAwait(continueOnCapturedContext: false);

        public static async Task<DateTime> CleanAsync([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using CancellationTokenSource cancel = new();
            Task timer = context.CreateTimer(context.CurrentUtcDateTime.AddDays(1), cancel.Token);
            Task<string> control = context.WaitForExternalEvent<string>("Control");
            if (await Task.WhenAny(timer, control) == control)
            {
                await cancel.CancelAsync();
            }

            return context.CurrentUtcDateTime;
        }

        private static async Task<TimeSpan> OffsetAsync(TaskOrchestrationContext context)
        {
            await context.CallActivityAsync("A");
            return TimeZoneInfo.Local.BaseUtcOffset;
        }
    }
}
