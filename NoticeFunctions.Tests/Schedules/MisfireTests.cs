using FsCheck.Xunit;
using NoticeFunctions.Notices;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class MisfireTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly Repeating Hourly = new(new Every(new CalendarDuration(0, TimeSpan.FromHours(1)), Start), Exceptions.None, Count: 10);
    private static readonly Repeating Minutely = new(new Every(new CalendarDuration(0, TimeSpan.FromMinutes(1)), Start), Exceptions.None);

    private static DateTimeOffset At(double hours) => Start.AddHours(hours);

    private static Occurrence Fired(int number) => new(number, At(number - 1));

    private static Upshot Once(int fired, double firedAt, double now) => Misfire.Next(Hourly, null, Fired(fired), At(firedAt), At(now));

    [Fact]
    public void In_time_the_next_number_follows_whatever_the_policy()
    {
        foreach (MisfirePolicy policy in Enum.GetValues<MisfirePolicy>())
        {
            Misfire.Next(Hourly, policy, Fired(1), At(0), At(0.01)).Should().Be(new Upshot(new Occurrence(2, At(1)), 0));
        }
    }

    [Fact]
    public void Occurrences_missed_while_the_platform_was_down_are_served_by_the_late_one() =>
        Once(2, firedAt: 4.5, now: 4.51).Should().Be(new Upshot(new Occurrence(6, At(5)), 3));

    [Fact]
    public void An_occurrence_due_at_the_very_firing_is_served_by_it() =>
        Once(2, firedAt: 4, now: 4.1).Should().Be(new Upshot(new Occurrence(6, At(5)), 3));

    [Fact]
    public void Of_those_that_came_due_while_one_was_delivered_only_the_last_fires() =>
        Once(2, firedAt: 1, now: 5.5).Should().Be(new Upshot(new Occurrence(6, At(5)), 3));

    [Fact]
    public void A_cycle_whose_last_occurrences_were_missed_has_ended() => Once(2, firedAt: 50, now: 50).Should().Be(new Upshot(null, 8));

    [Fact]
    public void After_the_last_there_is_none() => Once(10, 9, 9).Next.Should().BeNull();

    [Fact]
    public void One_firing_is_all_that_a_single_instant_has() =>
        Misfire.Next(new Once(Start), null, new Occurrence(1, Start), At(0), At(1)).Next.Should().BeNull();

    [Fact]
    public void A_firing_before_its_instant_does_not_fire_again() => Once(3, firedAt: 1.9, now: 1.95).Next.Should().Be(new Occurrence(4, At(3)));

    [Fact]
    public void Skip_leaves_out_what_is_more_than_a_minute_late_and_nothing_else()
    {
        Misfire.Next(Hourly, MisfirePolicy.Skip, Fired(1), At(4.5), At(4.5)).Should().Be(new Upshot(new Occurrence(6, At(5)), 4));
        Misfire.Next(Hourly, MisfirePolicy.Skip, Fired(1), At(0), At(4) + Misfire.Grace).Should().Be(new Upshot(new Occurrence(5, At(4)), 3));
        Misfire.IsTooLate(MisfirePolicy.Skip, At(0), At(0) + Misfire.Grace).Should().BeFalse();
        Misfire.IsTooLate(MisfirePolicy.Skip, At(0), At(0) + Misfire.Grace + TimeSpan.FromTicks(1)).Should().BeTrue();
        Misfire.IsTooLate(MisfirePolicy.Once, At(0), At(9)).Should().BeFalse();
    }

    [Fact]
    public void All_makes_up_for_each_oldest_first()
    {
        Misfire.Next(Hourly, MisfirePolicy.All, Fired(2), At(4.5), At(4.5)).Should().Be(new Upshot(new Occurrence(3, At(2)), 0));
        Misfire.Next(Hourly, MisfirePolicy.All, Fired(3), At(4.5), At(4.5)).Should().Be(new Upshot(new Occurrence(4, At(3)), 0));
    }

    [Fact]
    public void All_makes_up_for_the_latest_100_and_tells_of_the_rest()
    {
        DateTimeOffset now = Start.AddMinutes(500.5);
        Occurrence? next = new Occurrence(1, Start);
        List<Occurrence> late = [next.Value];
        int missed = 0;
        for (Upshot upshot = Misfire.Next(Minutely, MisfirePolicy.All, next.Value, now, now); upshot.Next!.Value.Due <= now; upshot = Misfire.Next(Minutely, MisfirePolicy.All, late[^1], now, now))
        {
            late.Add(upshot.Next.Value);
            missed += upshot.Missed;
        }

        late.Should().HaveCount(100).And.BeInAscendingOrder(one => one.Number);
        late[^1].Should().Be(new Occurrence(501, Start.AddMinutes(500)));
        missed.Should().Be(401);
    }

    [Property(MaxTest = 500)]
    public void The_next_number_is_always_a_later_one_and_no_number_is_lost(byte fired, ushort lateMinutes, ushort tookMinutes, byte policy)
    {
        int number = (fired % 10) + 1;
        DateTimeOffset firedAt = At(number - 1).AddMinutes(lateMinutes);
        Upshot upshot = Misfire.Next(Hourly, (MisfirePolicy)(policy % 3), Fired(number), firedAt, firedAt.AddMinutes(tookMinutes));
        if (upshot.Next is { } next)
        {
            next.Number.Should().Be(number + upshot.Missed + 1);
            next.Due.Should().Be(At(next.Number - 1));
        }
    }
}
