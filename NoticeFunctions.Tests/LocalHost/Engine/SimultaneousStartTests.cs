using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class SimultaneousStartTests
{
    private const int Instances = 3000;

    [Fact]
    public async Task Who_is_told_that_an_instance_is_there_finds_it()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Ends", _ => Task.FromResult<object?>("done"));
        await host.StartAsync();
        using Barrier together = new(2);
        int refused = 0;
        int missed = 0;
        void StartAll()
        {
            for (int number = 0; number < Instances; number++)
            {
                StartOrchestrationOptions options = new StartOrchestrationOptions($"instance-{number}").WithDedupeStatuses([.. StartOrchestrationOptionsExtensions.ValidDedupeStatuses]);
                together.SignalAndWait();
                Task<string> starting = host.Client.ScheduleNewOrchestrationInstanceAsync("Ends", null, options);
                if (starting.IsFaulted)
                {
                    Interlocked.Increment(ref refused);
                    Task<OrchestrationMetadata?> asking = host.Client.GetInstanceAsync(options.InstanceId!);
                    Interlocked.Add(ref missed, asking.IsCompletedSuccessfully && asking.Result is null ? 1 : 0);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Factory.StartNew(StartAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        refused.Should().BeGreaterThan(0);
        missed.Should().Be(0);
    }
}
