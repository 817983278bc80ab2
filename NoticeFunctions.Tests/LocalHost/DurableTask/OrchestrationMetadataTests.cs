using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class OrchestrationMetadataTests
{
    [Fact]
    public void Input_output_and_custom_status_are_read_as_the_type_asked_for()
    {
        OrchestrationMetadata metadata = new("Notice", "n-1")
        {
            DataConverter = JsonDataConverter.Default,
            SerializedInput = "7",
            SerializedOutput = "[\"a\",\"b\"]",
            SerializedCustomStatus = "\"waiting\"",
        };

        metadata.ReadInputAs<int>().Should().Be(7);
        metadata.ReadOutputAs<string[]>().Should().Equal("a", "b");
        metadata.ReadCustomStatusAs<string>().Should().Be("waiting");
    }

    [Fact]
    public void What_is_not_there_reads_as_the_default() =>
        new OrchestrationMetadata("Notice", "n-1") { DataConverter = JsonDataConverter.Default }.ReadOutputAs<string>().Should().BeNull();

    [Fact]
    public void Reading_what_was_not_asked_for_says_what_to_ask()
    {
        Action read = () => new OrchestrationMetadata("Notice", "n-1").ReadInputAs<int>();

        read.Should().Throw<InvalidOperationException>().WithMessage("*getInputsAndOutputs*");
    }

    [Theory]
    [InlineData(OrchestrationRuntimeStatus.Pending, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Running, true, false)]
    [InlineData(OrchestrationRuntimeStatus.Suspended, false, false)]
    [InlineData(OrchestrationRuntimeStatus.Completed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Failed, false, true)]
    [InlineData(OrchestrationRuntimeStatus.Terminated, false, true)]
    public void An_instance_runs_or_has_ended_or_neither(OrchestrationRuntimeStatus status, bool running, bool completed)
    {
        OrchestrationMetadata metadata = new("Notice", "n-1") { RuntimeStatus = status };

        (metadata.IsRunning, metadata.IsCompleted).Should().Be((running, completed));
    }

    [Fact]
    public void A_log_line_shows_no_data()
    {
        OrchestrationMetadata metadata = new("Notice", "n-1") { SerializedInput = "secret", SerializedOutput = "secret", SerializedCustomStatus = "secret" };

        metadata.ToString().Should().Contain("Notice").And.Contain("n-1").And.NotContain("secret");
    }
}
