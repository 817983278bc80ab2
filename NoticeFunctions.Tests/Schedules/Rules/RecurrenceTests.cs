using System.Diagnostics;
using FsCheck.Xunit;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules.Rules;

public sealed class RecurrenceTests
{
    private static readonly string[] Rules =
    [
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,6;BYDAY=SU;BYHOUR=8,9;BYMINUTE=30", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2", "FREQ=YEARLY",
        "FREQ=DAILY;INTERVAL=3;BYMONTH=2,3", "FREQ=HOURLY;INTERVAL=7;BYDAY=MO,WE", "FREQ=MINUTELY;INTERVAL=45;BYHOUR=8,9,10", "FREQ=DAILY;BYMONTHDAY=-1,15;BYHOUR=6,18;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=1MO,-1FR;INTERVAL=2",
        "FREQ=YEARLY;BYYEARDAY=1,-1,100", "FREQ=MONTHLY;BYMONTHDAY=29,30,31;BYSETPOS=-1", "FREQ=HOURLY;BYMINUTE=0,15,30;BYSETPOS=2",
    ];

    /// <summary>Wherever it is asked from, a rule gives what Ical.Net gives when it counts from the start.</summary>
    [Property(MaxTest = 200)]
    public void A_rule_is_the_same_from_wherever_it_is_asked(byte which, ushort startHours, uint offsetMinutes)
    {
        string rule = Rules[which % Rules.Length];
        DateTime start = new DateTime(2001, 1, 1, 9, 30, 0).AddHours(startHours);
        DateTime from = start.AddMinutes(offsetMinutes % 3_000_000);
        IEnumerable<DateTime> counted = new RecurrencePatternEvaluator(new RecurrenceRule(rule))
            .Evaluate(new CalDateTime(start, hasTime: true), null!, new EvaluationOptions()).Select(period => period.StartTime.Value);

        Scheduling.Rule(rule, start.ToString("O"), "UTC").After(new DateTimeOffset(from, TimeSpan.Zero), 5).Select(due => due.DateTime)
            .Should().Equal(counted.Where(time => time > from).Take(5), "{0} from {1:O} after {2:O}", rule, start, from);
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=4;BYMONTHDAY=31")]
    [InlineData("FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6")]
    [InlineData("FREQ=YEARLY;BYDAY=MO;BYMONTH=2;BYMONTHDAY=30;BYHOUR=1,2,3,4;BYMINUTE=0,1")]
    public void A_rule_that_yields_nothing_says_so_and_soon(string rule)
    {
        long before = Stopwatch.GetTimestamp();
        Scheduling.Rule(rule, "2026-01-01T09:00:00").After(DateTimeOffset.MinValue).Should().BeNull();
        Stopwatch.GetElapsedTime(before).Should().BeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void A_rule_of_seconds_in_one_month_is_found_without_walking_the_year() =>
        Scheduling.Rule("FREQ=SECONDLY;INTERVAL=7;BYMONTH=12;BYHOUR=9;BYMINUTE=0", "1997-09-02T09:00:00", "UTC").First(1000)
            .Should().HaveCount(1000).And.OnlyContain(due => due.Month == 12 && due.Hour == 9 && due.Minute == 0 && (due - new DateTimeOffset(1997, 9, 2, 9, 0, 0, TimeSpan.Zero)).Ticks % (7 * TimeSpan.TicksPerSecond) == 0);

    [Fact]
    public void The_start_is_an_occurrence_only_where_the_rule_says_so() =>
        Scheduling.Rule("FREQ=WEEKLY;BYDAY=MO", "1997-09-02T09:00:00").First(1).On("America/New_York").Should().Equal("1997-09-08 09:00");

    [Fact]
    public void BYSETPOS_counts_within_the_whole_period_that_the_start_lies_in() =>
        Scheduling.Rule("FREQ=MONTHLY;BYMONTHDAY=1,15,20;BYSETPOS=2", "2026-01-18T09:00:00", "UTC").First(2).On("UTC").Should().Equal("2026-02-15 09:00", "2026-03-15 09:00");

    [Fact]
    public void The_31st_and_29_February_are_skipped_where_they_are_not()
    {
        Scheduling.Rule("FREQ=MONTHLY", "2026-01-31T09:00:00", "UTC").First(3).On("UTC", "MM-dd").Should().Equal("01-31", "03-31", "05-31");
        Scheduling.Rule("FREQ=YEARLY", "2028-02-29T09:00:00", "UTC").First(3).On("UTC", "yyyy").Should().Equal("2028", "2032", "2036");
    }
}
