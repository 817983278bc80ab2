using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using NodaTime.TimeZones;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class CronTests
{
    private static readonly string[] Zones =
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Asuncion", "Asia/Beirut", "America/Havana", "Africa/Casablanca", "Antarctica/Troll", "Asia/Kathmandu", "Pacific/Kwajalein", "UTC"];

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * 32 * *")]
    [InlineData("H * * * *")]
    [InlineData("@daily")]
    [InlineData("a b c d e")]
    public void What_is_no_cron_expression_is_refused_with_a_reason(string text)
    {
        Cron.Parse(text, out _, out string? fault).Should().BeNull();
        fault.Should().NotBeNullOrEmpty();
    }

    [Fact]
    public void An_expression_of_any_length_is_not_read() => Cron.Parse(string.Join(',', Enumerable.Repeat("1", 300)) + " * * * *", out _, out _).Should().BeNull();

    [Theory]
    [InlineData("30 2 * * *", false)]
    [InlineData("*/10 30 2 * * *", false)]
    [InlineData("0,30 2,3 * * 1-5", false)]
    [InlineData("*/5 2 * * *", true)]
    [InlineData("0 * * * *", true)]
    [InlineData("0-10 2 * * *", true)]
    [InlineData("0 9-17 * * *", true)]
    [InlineData("0 30 */2 * * *", true)]
    public void Stars_steps_and_ranges_in_minutes_or_hours_make_an_interval(string text, bool expected)
    {
        Cron.Parse(text, out bool isInterval, out _).Should().NotBeNull();
        isInterval.Should().Be(expected);
    }

    [Fact]
    public void Nothing_is_due_before_the_start()
    {
        DateTimeOffset start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);
        Scheduling.Cron("0 9 * * *", "UTC", start).First(1).Should().Equal(start);
        Scheduling.Cron("0 9 * * *", "UTC", start.AddTicks(1)).First(1).Should().Equal(start.AddDays(1));
    }

    [Fact]
    public void A_date_that_never_comes_gives_nothing() => Scheduling.Cron("0 0 30 2 *", "Europe/Berlin", DateTimeOffset.UnixEpoch).After(DateTimeOffset.UnixEpoch).Should().BeNull();

    [Property(MaxTest = 300)]
    public Property The_next_occurrence_is_what_a_walk_over_every_minute_finds() => Prop.ForAll(Crons().ToArbitrary(), Instants().ToArbitrary(), Gen.Elements(Zones).ToArbitrary(), (cron, from, zone) =>
    {
        Cron schedule = Scheduling.Cron(cron.Text, zone, DateTimeOffset.MinValue.AddDays(2));
        DateTimeOffset to = from.AddDays(3);
        List<DateTimeOffset> found = [.. schedule.After(from, 10_000).TakeWhile(due => due <= to)];

        found.Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        found.Should().Equal(Walked(cron, WallTime.Zone(zone)!, from, to), "{0} in {1} after {2:O}", cron.Text, zone, from);
    });

    /// <summary>By the table's words alone: every minute of real time, what the wall shows at it, and at a gap what the wall leaves out.</summary>
    private static IEnumerable<DateTimeOffset> Walked(Written cron, DateTimeZone zone, DateTimeOffset from, DateTimeOffset to)
    {
        WallClock clock = new(zone);
        DateTime highest = Enumerable.Range(0, 27 * 60).Max(minute => clock.At(from.AddMinutes(-minute)));
        DateTime last = clock.At(from);
        for (DateTimeOffset now = from.AddMinutes(1); now <= to; now = now.AddMinutes(1))
        {
            DateTime wall = clock.At(now);
            bool skipped = false;
            for (DateTime left = last.AddMinutes(1); left < wall; left = left.AddMinutes(1))
            {
                skipped |= cron.Matches(left) && left > highest;
            }

            if (skipped || (cron.Matches(wall) && (cron.IsInterval || wall > highest)))
            {
                yield return now;
            }

            last = wall;
            highest = wall > highest ? wall : highest;
        }
    }

    private static Gen<DateTimeOffset> Instants()
    {
        // Half of them near a change of some clock, where all the trouble is.
        Gen<DateTimeOffset> any = Gen.Choose(0, 68_000_000).Select(minutes => DateTimeOffset.UnixEpoch.AddMinutes(minutes));
        Gen<DateTimeOffset> changes = from zone in Gen.Elements(Zones)
                                      from at in any
                                      from minutes in Gen.Choose(1, 2 * 24 * 60)
                                      select Change(zone, at).AddMinutes(-minutes);
        return Gen.OneOf(any, changes);
    }

    private static DateTimeOffset Change(string zone, DateTimeOffset after)
    {
        ZoneInterval interval = WallTime.Zone(zone)!.GetZoneInterval(NodaTime.Instant.FromDateTimeOffset(after));
        DateTimeOffset change = interval.HasEnd && interval.End < NodaTime.Instant.FromUtc(2100, 1, 1, 0, 0) ? interval.End.ToDateTimeOffset() : after;
        return change.AddTicks(-(change.Ticks % TimeSpan.TicksPerMinute));
    }

    private static Gen<Written> Crons() =>
        from minute in Field(0, 59, 3)
        from hour in Field(0, 23, 2)
        from day in Gen.Frequency((4, Gen.Constant("*")), (1, Field(1, 31, 1)))
        from month in Gen.Frequency((5, Gen.Constant("*")), (1, Field(1, 12, 1)))
        from week in Gen.Frequency((4, Gen.Constant("*")), (1, Field(0, 6, 1)))
        select new Written(minute, hour, day, month, week);

    private static Gen<string> Field(int least, int most, int stars) => Gen.Frequency(
        (stars, Gen.Constant("*")),
        (2, Gen.Choose(least, most).Select(one => $"{one}")),
        (1, Gen.Choose(least, most).Two().Select(two => $"{two.Item1},{two.Item2}")),
        (1, Gen.Choose(least, most).Two().Select(two => $"{Math.Min(two.Item1, two.Item2)}-{Math.Max(two.Item1, two.Item2)}")),
        (1, Gen.Choose(2, Math.Min(20, most)).Select(step => $"*/{step}")));

    /// <summary>A cron expression that is read anew, so that nothing of the product has a part in what is expected.</summary>
    private sealed record Written(string Minute, string Hour, string Day, string Month, string Week)
    {
        public string Text => $"{Minute} {Hour} {Day} {Month} {Week}";

        public bool IsInterval => (Minute + Hour).AsSpan().ContainsAny("*/-");

        public bool Matches(DateTime wall) =>
            In(Minute, wall.Minute, 0) && In(Hour, wall.Hour, 0) && In(Day, wall.Day, 1) && In(Month, wall.Month, 1) && In(Week, (int)wall.DayOfWeek, 0);

        public override string ToString() => Text;

        private static bool In(string field, int value, int least) => field.Split(',').Any(item => item switch
        {
            "*" => true,
            _ when item.StartsWith("*/", StringComparison.Ordinal) => (value - least) % int.Parse(item[2..]) == 0,
            _ when item.Contains('-') => value >= int.Parse(item.Split('-')[0]) && value <= int.Parse(item.Split('-')[1]),
            _ => value == int.Parse(item),
        });
    }
}
