using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NSubstitute;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class DurableTaskClientTests
{
    private readonly DurableTaskClient client = Substitute.ForPartsOf<DurableTaskClient>("test");

    [Fact]
    public async Task Every_way_to_start_comes_down_to_one()
    {
        StartOrchestrationOptions options = new("id");

        await client.ScheduleNewOrchestrationInstanceAsync("A", CancellationToken.None);
        await client.ScheduleNewOrchestrationInstanceAsync("B", 1, CancellationToken.None);
        await client.ScheduleNewOrchestrationInstanceAsync("C", options);

        await client.Received().ScheduleNewOrchestrationInstanceAsync("A", null, null, CancellationToken.None);
        await client.Received().ScheduleNewOrchestrationInstanceAsync("B", 1, null, CancellationToken.None);
        await client.Received().ScheduleNewOrchestrationInstanceAsync("C", null, options, CancellationToken.None);
    }

    [Fact]
    public async Task Asking_after_an_instance_leaves_data_out_unless_asked_for()
    {
        await client.GetInstanceAsync("id", CancellationToken.None);
        await client.GetInstanceAsync("id", getInputsAndOutputs: true);

        await client.Received(1).GetInstancesAsync("id", false, CancellationToken.None);
        await client.Received(1).GetInstancesAsync("id", true, CancellationToken.None);
    }

    [Fact]
    public async Task Terminating_with_an_output_leaves_the_children_running()
    {
        client.TerminateInstanceAsync("id", Arg.Any<TerminateInstanceOptions?>()).Returns(Task.CompletedTask);

        await client.TerminateInstanceAsync("id", (object)"enough");
        await client.TerminateInstanceAsync("id", (object?)null);

        await client.Received().TerminateInstanceAsync("id", new TerminateInstanceOptions("enough", Recursive: false));
        await client.Received().TerminateInstanceAsync("id", (TerminateInstanceOptions?)null);
    }

    [Fact]
    public async Task Purging_by_time_and_status_purges_by_a_filter()
    {
        client.PurgeAllInstancesAsync(Arg.Any<PurgeInstancesFilter>(), Arg.Any<PurgeInstanceOptions?>()).Returns(new PurgeResult(3));
        OrchestrationRuntimeStatus[] statuses = [OrchestrationRuntimeStatus.Completed];

        PurgeResult result = await client.PurgeInstancesAsync(DateTimeOffset.UnixEpoch, null, statuses);

        result.PurgedInstanceCount.Should().Be(3);
        await client.Received().PurgeAllInstancesAsync(new PurgeInstancesFilter(DateTimeOffset.UnixEpoch, null, statuses), (PurgeInstanceOptions?)null);
    }

    [Theory]
    [InlineData("terminate")]
    [InlineData("restart")]
    [InlineData("rewind")]
    [InlineData("purge one")]
    [InlineData("purge many")]
    [InlineData("list ids")]
    public async Task What_a_backend_cant_do_says_so(string what)
    {
        Func<Task> ask = what switch
        {
            "terminate" => () => client.TerminateInstanceAsync("id"),
            "restart" => () => client.RestartAsync("id"),
            "rewind" => () => client.RewindInstanceAsync("id", "why"),
            "purge one" => () => client.PurgeInstanceAsync("id"),
            "purge many" => () => client.PurgeAllInstancesAsync(new PurgeInstancesFilter()),
            _ => () => client.ListInstanceIdsAsync(),
        };

        await ask.Should().ThrowAsync<NotSupportedException>();
    }

    [Fact]
    public void A_purge_cant_forget_less_than_nothing()
    {
        Action make = () => _ = new PurgeResult(-1);

        make.Should().Throw<ArgumentOutOfRangeException>();
    }
}
