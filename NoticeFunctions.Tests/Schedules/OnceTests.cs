using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class OnceTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_fires_once_at_its_instant()
    {
        Once once = new(At);
        once.Get(1).Should().Be(new Occurrence(1, At));
        once.Get(2).Should().BeNull();
        once.From(At).Should().Be(new Occurrence(1, At));
        once.After(At).Should().BeNull();
        once.LatestUntil(At).Should().Be(new Occurrence(1, At));
        once.LatestUntil(At.AddTicks(-1)).Should().BeNull();
        once.From(DateTimeOffset.MinValue).Should().Be(new Occurrence(1, At));
    }
}
