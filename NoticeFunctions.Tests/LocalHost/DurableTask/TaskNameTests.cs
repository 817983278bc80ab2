using Microsoft.DurableTask;

namespace NoticeFunctions.Tests.LocalHost.DurableTask;

public sealed class TaskNameTests
{
    [Fact]
    public void Names_that_differ_in_case_alone_are_the_same()
    {
        TaskName upper = "DELIVEREMAIL";
        TaskName mixed = "DeliverEmail";

        (upper == mixed).Should().BeTrue();
        (upper != mixed).Should().BeFalse();
        upper.Equals((object)mixed).Should().BeTrue();
        upper.GetHashCode().Should().Be(mixed.GetHashCode());
    }

    [Fact]
    public void Names_that_differ_in_a_letter_are_not_the_same() => (new TaskName("A") == new TaskName("B")).Should().BeFalse();

    [Fact]
    public void A_name_keeps_its_case() => ((string)new TaskName("DeliverEmail")).Should().Be("DeliverEmail");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_text_is_no_name(string? text)
    {
        TaskName name = text!;

        name.Should().Be(default(TaskName));
        name.GetHashCode().Should().Be(0);
    }
}
