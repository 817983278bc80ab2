namespace NoticeFunctions.Tests;

public sealed class HouseTests
{
    [Fact]
    public void The_house_stands() => typeof(HouseTests).Assembly.GetName().Name.Should().Be("NoticeFunctions.Tests");
}
