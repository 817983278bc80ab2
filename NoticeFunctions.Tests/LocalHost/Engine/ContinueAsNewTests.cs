using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace NoticeFunctions.Tests.LocalHost.Engine;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task Continue_as_new_begins_a_generation_with_an_empty_history_and_the_new_input()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Cycle", async context =>
        {
            int n = context.GetInput<int>();
            context.SetCustomStatus(new { n });
            await context.CreateTimer(TimeSpan.FromDays(1), CancellationToken.None);
            if (n < 364)
            {
                context.ContinueAsNew(n + 1);
            }

            return n;
        });
        await host.StartAsync();

        OrchestrationMetadata ended = await host.RunToEndAsync("Cycle", 0);

        ended.ReadOutputAs<int>().Should().Be(364);
        ended.SerializedInput.Should().Be("364");
        ended.SerializedCustomStatus.Should().Be("""{"n":364}""");
        host.Time.GetUtcNow().Should().BeCloseTo(EngineHarness.Epoch.AddDays(365), TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(true, new[] { 0, 1, 2 })]
    [InlineData(false, new[] { 0 })]
    public async Task Continue_as_new_keeps_unprocessed_events_in_order_only_if_asked_to(bool preserve, int[] seenInTheEnd)
    {
        await using EngineHarness host = new();
        host.Orchestrator("Events", async context =>
        {
            List<int> seen = context.GetInput<List<int>>() ?? [];
            if (seen.Count == 0)
            {
                await context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            }

            seen.Add(await context.WaitForExternalEvent<int>("tick"));
            context.SetCustomStatus(seen);
            if (seen.Count < 3)
            {
                context.ContinueAsNew(seen, preserve);
            }

            return seen;
        });
        await host.StartAsync();
        string id = await host.RunAsync("Events");
        for (int i = 0; i < 3; i++)
        {
            await host.Client.RaiseEventAsync(id, "tick", i);
        }

        await host.AdvanceAsync(TimeSpan.FromSeconds(2));

        (await host.GetAsync(id)).ReadCustomStatusAs<int[]>().Should().Equal(seenInTheEnd);
    }

    [Fact]
    public async Task Continue_as_new_may_name_a_new_version()
    {
        await using EngineHarness host = new();
        host.Orchestrator("Versions", context =>
        {
            if (context.Version == "1.0")
            {
                context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
            }

            return Task.FromResult<object?>(context.Version);
        });
        await host.StartAsync();

        (await host.RunToEndAsync("Versions")).ReadOutputAs<string>().Should().Be("2.0");
    }
}
