using FsCheck.Xunit;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class EveryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static Every Cycle(string period)
    {
        CalendarDuration.TryParse(period, out CalendarDuration duration).Should().BeTrue();
        return new Every(duration, Start);
    }

    private static List<DateTimeOffset> Walk(Cycle cycle, int count)
    {
        List<DateTimeOffset> walked = [];
        for (DateTimeOffset? due = cycle.After(Start.AddTicks(-1)); due is { } one && walked.Count < count; due = cycle.After(one))
        {
            walked.Add(one);
        }

        return walked;
    }

    [Fact]
    public void The_first_occurrence_is_due_at_the_start() => Cycle("PT1H").After(DateTimeOffset.MinValue).Should().Be(Start);

    [Theory]
    [InlineData("PT1S", 1_000_000)]
    [InlineData("PT1.5S", 1.5)]
    [InlineData("P1D", 364 * 86_400)]
    public void An_occurrence_is_counted_from_the_start(string period, double seconds) =>
        Cycle(period).After(Start.AddSeconds(seconds).AddTicks(-1)).Should().Be(Start.AddSeconds(seconds));

    [Fact]
    public void A_monthly_cycle_from_the_31st_comes_back_to_the_31st() =>
        Walk(Cycle("P1M"), 5).Select(due => due.Day).Should().Equal(31, 28, 31, 30, 31);

    [Fact]
    public void A_yearly_cycle_from_29_February_comes_back_to_it()
    {
        CalendarDuration.TryParse("P1Y", out CalendarDuration year).Should().BeTrue();
        Every cycle = new(year, new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero));
        Enumerable.Range(0, 5).Select(n => cycle.After(cycle.Start.AddYears(n).AddDays(-1))!.Value.ToString("MM-dd")).Should().Equal("02-29", "02-28", "02-28", "02-28", "02-29");
    }

    [Fact]
    public void A_cycle_ends_with_the_calendar() => Cycle("P1Y").After(DateTimeOffset.MaxValue).Should().BeNull();

    [Fact]
    public void The_occurrence_after_twenty_years_of_seconds_is_found_at_once() =>
        Cycle("PT1S").After(Start.AddDays(7300)).Should().Be(Start.AddDays(7300).AddSeconds(1));

    [Property(MaxTest = 500)]
    public void Occurrences_never_drift(int seconds, int months, ushort number)
    {
        Every cycle = Random(seconds, months);
        DateTimeOffset due = Start.AddMonths(cycle.Period.Months * number) + (cycle.Period.Rest * (double)number);
        cycle.After(due.AddTicks(-1)).Should().Be(due);
        cycle.After(due).Should().BeOnOrAfter(due + TimeSpan.FromSeconds(1));
    }

    [Property(MaxTest = 500)]
    public void Walking_goes_through_all_that_a_leap_counts(byte months, ushort seconds, byte steps)
    {
        Every cycle = new(new CalendarDuration(months % 3, TimeSpan.FromSeconds(1 + seconds)), Start);
        List<DateTimeOffset> walked = Walk(cycle, steps + 3);
        Occurrence? leap = cycle.Leap(new Occurrence(1, Start), walked[^1], int.MaxValue);
        leap.Should().Be(new Occurrence(walked.Count - 1, walked[^2]));
    }

    private static Every Random(int seconds, int months) =>
        new(new CalendarDuration(Math.Abs(months % 25), TimeSpan.FromSeconds(1 + Math.Abs(seconds % 100_000))), Start);
}
