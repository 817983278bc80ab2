using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class TaskOptionsTests
{
    private static readonly RetryPolicy Policy = new(3, TimeSpan.FromSeconds(1));

    [Fact]
    public void Options_from_a_policy_hold_the_policy_and_no_handler()
    {
        TaskRetryOptions retry = TaskOptions.FromRetryPolicy(Policy).Retry!;

        retry.Policy.Should().BeSameAs(Policy);
        retry.Handler.Should().BeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Options_from_a_handler_answer_as_the_handler_does(bool answer)
    {
        TaskRetryOptions retry = TaskOptions.FromRetryHandler(_ => answer).Retry!;

        retry.Policy.Should().BeNull();
        (await retry.Handler!(null!)).Should().Be(answer);
    }

    [Fact]
    public void A_policy_is_taken_where_retry_options_are_asked_for() => new TaskOptions(Policy).Retry!.Policy.Should().BeSameAs(Policy);

    [Fact]
    public void A_childs_options_take_over_everything_and_add_its_id()
    {
        TaskOptions options = new(Policy, new Dictionary<string, string> { ["colour"] = "red" }) { Version = "2.0" };

        SubOrchestrationOptions child = options.WithInstanceId("child-1");

        child.InstanceId.Should().Be("child-1");
        child.Retry!.Policy.Should().BeSameAs(Policy);
        child.Tags.Should().Contain("colour", "red");
        child.Version.Should().Be(new TaskVersion("2.0"));
    }

    [Fact]
    public void A_childs_id_is_kept_unless_another_is_given()
    {
        SubOrchestrationOptions first = new(Policy, "first");

        new SubOrchestrationOptions((TaskOptions)first).InstanceId.Should().Be("first");
        new SubOrchestrationOptions(first, "second").InstanceId.Should().Be("second");
    }

    [Fact]
    public void A_childs_version_is_the_same_by_whichever_type_it_is_read()
    {
        SubOrchestrationOptions child = new() { Version = "3.0" };

        ((TaskOptions)child).Version.Should().Be(new TaskVersion("3.0"));
        (child with { InstanceId = "x" }).Version.Should().Be(new TaskVersion("3.0"));
    }

    [Fact]
    public void A_start_with_dedupe_statuses_keeps_all_else()
    {
        StartOrchestrationOptions options = new("id", DateTimeOffset.UnixEpoch) { Version = "1.0", Tags = new Dictionary<string, string> { ["a"] = "b" } };

        StartOrchestrationOptions deduped = Microsoft.DurableTask.Client.StartOrchestrationOptionsExtensions.WithDedupeStatuses(
            options, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Running, Microsoft.DurableTask.Client.OrchestrationRuntimeStatus.Failed);

        deduped.DedupeStatuses.Should().Equal("Running", "Failed");
        (deduped with { DedupeStatuses = null }).Should().Be(options);
        options.DedupeStatuses.Should().BeNull();
    }

    [Fact]
    public void Every_status_that_an_instance_can_have_is_valid_for_deduplication() =>
        Microsoft.DurableTask.Client.StartOrchestrationOptionsExtensions.ValidDedupeStatuses.Select(status => status.ToString())
            .Should().BeEquivalentTo("Pending", "Running", "Suspended", "Completed", "Failed", "Terminated", "Canceled");
}
