using FsCheck.Xunit;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class EveryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);

    private static Every Cycle(string period, int? count = null, DateTimeOffset? until = null)
    {
        CalendarDuration.TryParse(period, out CalendarDuration duration).Should().BeTrue();
        return new Every(duration, Start, count, until);
    }

    [Fact]
    public void The_first_occurrence_is_due_at_the_start() => Cycle("PT1H").Get(1).Should().Be(new Occurrence(1, Start));

    [Theory]
    [InlineData("PT1S", 1_000_001, 1_000_000)]
    [InlineData("PT0.1S", 11, 1)]
    [InlineData("P1D", 365, 364 * 86_400)]
    public void An_occurrence_is_computed_from_the_start_and_its_number(string period, int number, int secondsAfterStart) =>
        Cycle(period).Get(number)!.Value.Due.Should().Be(Start.AddSeconds(secondsAfterStart));

    [Fact]
    public void A_monthly_cycle_from_the_31st_comes_back_to_the_31st() =>
        Enumerable.Range(1, 5).Select(n => Cycle("P1M").Get(n)!.Value.Due.Day).Should().Equal(31, 28, 31, 30, 31);

    [Fact]
    public void The_count_ends_the_cycle()
    {
        Every three = Cycle("PT1H", count: 3);
        three.Get(3).Should().NotBeNull();
        three.Get(4).Should().BeNull();
        three.After(Start.AddHours(2)).Should().BeNull();
        three.After(Start.AddHours(1)).Should().Be(new Occurrence(3, Start.AddHours(2)));
    }

    [Fact]
    public void An_occurrence_at_the_very_end_still_fires_and_none_later()
    {
        Every cycle = Cycle("PT1H", until: Start.AddHours(2));
        cycle.Get(3)!.Value.Due.Should().Be(Start.AddHours(2));
        cycle.Get(4).Should().BeNull();
        Cycle("PT1H", until: Start.AddHours(2).AddTicks(-1)).Get(3).Should().BeNull();
    }

    [Theory]
    [InlineData(2, 100, 2)]
    [InlineData(100, 2, 3)]
    public void Of_count_and_until_the_first_reached_ends_the_cycle(int count, int untilHours, int last)
    {
        Every cycle = Cycle("PT1H", count, Start.AddHours(untilHours));
        cycle.Get(last).Should().NotBeNull();
        cycle.Get(last + 1).Should().BeNull();
    }

    [Fact]
    public void Before_the_start_the_next_is_the_first_and_there_is_no_latest()
    {
        Cycle("P1M").After(Start.AddTicks(-1)).Should().Be(new Occurrence(1, Start));
        Cycle("P1M").From(Start).Should().Be(new Occurrence(1, Start));
        Cycle("P1M").LatestUntil(Start.AddTicks(-1)).Should().BeNull();
    }

    [Fact]
    public void A_cycle_ends_with_the_calendar() => Cycle("P1Y").After(DateTimeOffset.MaxValue).Should().BeNull();

    [Fact]
    public void The_occurrence_after_twenty_years_of_seconds_is_found_at_once() =>
        Cycle("PT1S").After(Start.AddDays(7300))!.Value.Due.Should().Be(Start.AddDays(7300).AddSeconds(1));

    [Property(MaxTest = 500)]
    public void Occurrences_never_go_back_and_never_drift(int seconds, int months, ushort number)
    {
        Every cycle = Random(seconds, months);
        if (cycle.Get(number + 1) is { } one && cycle.Get(number + 2) is { } next)
        {
            next.Due.Should().BeOnOrAfter(one.Due + TimeSpan.FromSeconds(1));
            one.Due.Should().Be(Start.AddMonths(cycle.Period.Months * number) + (cycle.Period.Rest * (double)number));
        }
    }

    [Property(MaxTest = 500)]
    public void After_finds_the_first_later_occurrence_and_LatestUntil_the_one_before_it(int seconds, int months, uint offset)
    {
        Every cycle = Random(seconds, months);
        DateTimeOffset instant = Start.AddSeconds(offset);
        Occurrence after = cycle.After(instant)!.Value;
        after.Due.Should().BeAfter(instant);
        Occurrence latest = cycle.LatestUntil(instant)!.Value;
        latest.Due.Should().BeOnOrBefore(instant);
        after.Number.Should().Be(latest.Number + 1);
    }

    [Property(MaxTest = 500)]
    public void Walking_a_cycle_gives_exactly_its_count_within_its_end(byte count, byte untilHours, byte periodMinutes)
    {
        Every cycle = Cycle($"PT{periodMinutes + 1}M", count + 1, Start.AddHours(untilHours));
        List<Occurrence> walked = [];
        for (Occurrence? next = cycle.From(Start); next is { } one; next = cycle.After(one.Due))
        {
            walked.Add(one);
        }

        walked.Select(one => one.Number).Should().Equal(Enumerable.Range(1, walked.Count));
        walked.Should().OnlyContain(one => one.Due <= Start.AddHours(untilHours));
        walked.Count.Should().Be(Math.Min(count + 1, (untilHours * 60 / (periodMinutes + 1)) + 1));
    }

    private static Every Random(int seconds, int months) =>
        new(new CalendarDuration(Math.Abs(months % 25), TimeSpan.FromSeconds(1 + Math.Abs(seconds % 1_000_000))), Start);
}
