using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class OnceTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_fires_once_at_its_instant()
    {
        Once once = new(At);
        once.First.Should().Be(new Occurrence(1, At));
        once.Next(new Occurrence(1, At)).Should().BeNull();
        once.Pass(new Occurrence(1, At), At.AddYears(1)).Should().Be(new Passage(0, null, null));
    }
}
