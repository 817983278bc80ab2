using System.Globalization;
using NoticeFunctions.LocalHost.Hosting.Timers;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Timers;

public sealed class TimerScheduleTests
{
    [Theory]
    [InlineData("*/30 * * * * *", "2030-01-01T00:00:10Z", "2030-01-01T00:00:30Z")]
    [InlineData("0 */5 * * * *", "2030-01-01T00:05:00Z", "2030-01-01T00:10:00Z")]
    [InlineData("0 30 9 * * MON-FRI", "2030-01-04T10:00:00Z", "2030-01-07T09:30:00Z")]
    [InlineData("*/15 * * * *", "2030-01-01T00:01:00Z", "2030-01-01T00:15:00Z")]
    [InlineData("01:30:00", "2030-01-01T00:01:00Z", "2030-01-01T01:31:00Z")]
    public void The_next_occurrence_lies_after_the_instant(string expression, string after, string next)
        => TimerSchedule.Parse(expression)!.Next(At(after)).Should().Be(At(next));

    [Theory]
    [InlineData("every minute")]
    [InlineData("* * *")]
    [InlineData("0 0 0 31 2 *")]
    [InlineData("00:00:00")]
    [InlineData("99 * * * * *")]
    public void What_is_no_schedule_or_never_occurs_is_none(string expression) => TimerSchedule.Parse(expression).Should().BeNull();

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    public void A_timer_that_fires_more_than_once_a_minute_is_not_monitored(string expression, bool tooFrequent)
        => TimerSchedule.Parse(expression)!.IsTooFrequentToMonitor(At("2030-01-01T00:00:10Z")).Should().Be(tooFrequent);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
