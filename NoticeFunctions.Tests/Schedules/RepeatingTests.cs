using FsCheck.Xunit;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class RepeatingTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 9, 0, 0, TimeSpan.Zero);
    private static readonly Every Hourly = new(new CalendarDuration(0, TimeSpan.FromHours(1)), Start);

    internal static List<Occurrence> Walk(Schedule schedule, int most)
    {
        List<Occurrence> walked = [];
        for (Occurrence? next = schedule.First; next is { } one && walked.Count < most; next = schedule.Next(one))
        {
            walked.Add(one);
        }

        return walked;
    }

    [Fact]
    public void The_count_ends_the_cycle() =>
        Walk(new Repeating(Hourly, Exceptions.None, Count: 3), 10).Should().Equal(new Occurrence(1, Start), new Occurrence(2, Start.AddHours(1)), new Occurrence(3, Start.AddHours(2)));

    [Fact]
    public void An_occurrence_at_the_very_end_still_fires_and_none_later()
    {
        Walk(new Repeating(Hourly, Exceptions.None, Until: Start.AddHours(2)), 10).Should().HaveCount(3);
        Walk(new Repeating(Hourly, Exceptions.None, Until: Start.AddHours(2).AddTicks(-1)), 10).Should().HaveCount(2);
    }

    [Theory]
    [InlineData(2, 100, 2)]
    [InlineData(100, 2, 3)]
    public void Of_count_and_until_the_first_reached_ends_the_cycle(int count, int untilHours, int last) =>
        Walk(new Repeating(Hourly, Exceptions.None, count, Start.AddHours(untilHours)), 1000).Should().HaveCount(last);

    [Fact]
    public void What_is_excepted_has_no_number_and_is_not_counted()
    {
        Exceptions except = new([new(Start, Start), new(Start.AddHours(2), Start.AddHours(3)), new(Start.AddHours(3), Start.AddHours(3.5))]);
        Walk(new Repeating(Hourly, except, Count: 3), 10).Should().Equal(new Occurrence(1, Start.AddHours(1)), new Occurrence(2, Start.AddHours(4)), new Occurrence(3, Start.AddHours(5)));
    }

    [Fact]
    public void A_stretch_of_years_is_leapt_over()
    {
        Every secondly = new(new CalendarDuration(0, TimeSpan.FromSeconds(1)), Start);
        Exceptions except = new([new(Start.AddSeconds(1), Start.AddYears(50))]);
        new Repeating(secondly, except).Next(new Occurrence(1, Start)).Should().Be(new Occurrence(2, Start.AddYears(50).AddSeconds(1)));
        new Repeating(secondly, new Exceptions([new(Start, DateTimeOffset.MaxValue)])).First.Should().BeNull();
    }

    [Property(MaxTest = 300)]
    public void A_passage_counts_what_a_walk_goes_through(byte count, byte untilHours, ushort minutes, byte known, bool excepts, byte jitterMinutes)
    {
        Exceptions except = excepts ? new Exceptions([new(Start.AddHours(5), Start.AddHours(9)), new(Start.AddHours(11), Start.AddHours(11))]) : Exceptions.None;
        Jitter jitter = Jitter.For(TimeSpan.FromMinutes(jitterMinutes), "0192aa10000070008000000000000001");
        Repeating schedule = new(Hourly, except, count + 1, Start.AddHours(untilHours), jitter);
        List<Occurrence> all = Walk(schedule, 1000);
        Occurrence from = all[known % all.Count];
        DateTimeOffset instant = Start.AddMinutes(minutes);
        DateTimeOffset bound = instant < from.Due ? from.Due : instant;
        Occurrence[] passed = [.. all.Where(one => one.Number > from.Number && one.Due <= bound)];

        Passage passage = schedule.Pass(from, instant);

        passage.Passed.Should().Be(passed.Length);
        passage.Latest.Should().Be(passed.Length == 0 ? null : passed[^1]);
        passage.Next.Should().Be(all.Where(one => one.Number > from.Number && one.Due > bound).Cast<Occurrence?>().FirstOrDefault());
    }

    [Property(MaxTest = 300)]
    public void Jitter_is_never_early_never_past_the_next_and_never_moves_the_cycle(ushort jitterMinutes, Guid id)
    {
        Jitter jitter = Jitter.For(TimeSpan.FromMinutes(jitterMinutes), id.ToString("N"));
        DateTimeOffset until = Start.AddHours(30);
        List<Occurrence> jittered = Walk(new Repeating(Hourly, Exceptions.None, Until: until, Jitter: jitter), 100);

        jittered.Should().HaveCount(31);
        for (int index = 0; index < jittered.Count; index++)
        {
            TimeSpan late = jittered[index].Due - Start.AddHours(index);
            late.Should().BeGreaterThanOrEqualTo(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromHours(1)).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(jitterMinutes));
            jittered[index].Due.Should().BeOnOrBefore(until);
        }

        Walk(new Repeating(Hourly, Exceptions.None, Until: until, Jitter: jitter), 100).Should().Equal(jittered, "it follows from notice and number");
    }

    [Fact]
    public void Jitter_spreads_a_herd()
    {
        Occurrence[] herd = [.. Enumerable.Range(0, 1000).Select(index => new Repeating(Hourly, Exceptions.None, Jitter: Jitter.For(TimeSpan.FromMinutes(10), $"0192aa1000007000800000000000{index:x4}")).First!.Value)];
        int[] perMinute = [.. herd.GroupBy(one => (one.Due - Start).Minutes).Select(minute => minute.Count())];
        perMinute.Should().HaveCount(10).And.OnlyContain(count => count > 60 && count < 140);
    }
}
