using Microsoft.DurableTask;
using Microsoft.DurableTask.Abstractions;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class TaskVersionTests
{
    [Theory]
    [InlineData("1.9", "1.10", -1)]
    [InlineData("2.0", "1.10", 1)]
    [InlineData("1.0", "1.0", 0)]
    [InlineData("1.0", "1.0.0", -1)]
    [InlineData("", "1.0", -1)]
    [InlineData("1.0", " ", 1)]
    [InlineData("", " ", 0)]
    [InlineData("spring", "SPRING", 0)]
    [InlineData("autumn", "spring", -1)]
    [InlineData("1.0", "spring", -1)]
    public void Versions_compare_as_numbers_where_they_are_numbers_and_as_text_where_not(string one, string other, int order)
    {
        Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(one, other)).Should().Be(order);
        Math.Sign(TaskOrchestrationVersioningUtils.CompareVersions(other, one)).Should().Be(-order);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_text_is_unversioned(string? text)
    {
        TaskVersion version = text;

        (version == TaskVersion.Unversioned).Should().BeTrue();
        version.Version.Should().BeEmpty();
    }

    [Fact]
    public void Versions_that_differ_in_case_alone_are_the_same()
    {
        new TaskVersion("v1-RC").Should().Be(new TaskVersion("V1-rc"));
        new TaskVersion("v1-RC").GetHashCode().Should().Be(new TaskVersion("V1-rc").GetHashCode());
        (new TaskVersion("v1") != new TaskVersion("v2")).Should().BeTrue();
    }
}
