using FsCheck.Xunit;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class MisfireTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Every Hourly = new(new CalendarDuration(0, TimeSpan.FromHours(1)), Start, Count: 10);

    private static DateTimeOffset At(double hours) => Start.AddHours(hours);

    [Fact]
    public void In_time_the_next_number_follows() => Misfire.Next(Hourly, 1, At(0), At(0.01)).Should().Be(new Occurrence(2, At(1)));

    [Fact]
    public void Occurrences_missed_while_the_platform_was_down_are_served_by_the_late_one() =>
        Misfire.Next(Hourly, 2, firedAt: At(4.5), now: At(4.51)).Should().Be(new Occurrence(6, At(5)));

    [Fact]
    public void An_occurrence_due_at_the_very_firing_is_served_by_it() =>
        Misfire.Next(Hourly, 2, firedAt: At(4), now: At(4.1)).Should().Be(new Occurrence(6, At(5)));

    [Fact]
    public void Of_those_that_came_due_while_one_was_delivered_only_the_last_fires() =>
        Misfire.Next(Hourly, 2, firedAt: At(1), now: At(5.5)).Should().Be(new Occurrence(6, At(5)));

    [Fact]
    public void A_cycle_whose_last_occurrences_were_missed_has_ended() => Misfire.Next(Hourly, 2, firedAt: At(50), now: At(50)).Should().BeNull();

    [Fact]
    public void After_the_last_there_is_none() => Misfire.Next(Hourly, 10, At(9), At(9)).Should().BeNull();

    [Fact]
    public void One_firing_is_all_that_a_single_instant_has() => Misfire.Next(new Once(Start), 1, At(0), At(1)).Should().BeNull();

    [Fact]
    public void A_firing_before_its_instant_does_not_fire_again() =>
        Misfire.Next(Hourly, 3, firedAt: At(1.9), now: At(1.95)).Should().Be(new Occurrence(4, At(3)));

    [Property(MaxTest = 500)]
    public void The_next_number_is_always_a_later_one(byte fired, ushort lateMinutes, ushort tookMinutes)
    {
        int number = (fired % 10) + 1;
        DateTimeOffset firedAt = At(number - 1).AddMinutes(lateMinutes);
        if (Misfire.Next(Hourly, number, firedAt, firedAt.AddMinutes(tookMinutes)) is { } next)
        {
            next.Number.Should().BeGreaterThan(number);
            next.Due.Should().BeAfter(firedAt);
        }
    }
}
