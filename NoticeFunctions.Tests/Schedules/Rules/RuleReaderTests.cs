using NoticeFunctions.Schedules.Rules;

namespace NoticeFunctions.Tests.Schedules.Rules;

public sealed class RuleReaderTests
{
    [Theory]
    [InlineData("", "NAME=VALUE")]
    [InlineData("X", "NAME=VALUE")]
    [InlineData("FREQ=DAILY;", "NAME=VALUE")]
    [InlineData("RRULE:FREQ=DAILY", "NAME=VALUE")]
    [InlineData("FREQ=DAILY;FOO=1", "NAME=VALUE")]
    [InlineData("FREQ=DAILY;BYHOUR=", "NAME=VALUE")]
    [InlineData("BYDAY=MO", "FREQ")]
    [InlineData("FREQ=FORTNIGHTLY", "FREQ")]
    [InlineData("FREQ=3", "FREQ")]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY", "FREQ more than once")]
    [InlineData("FREQ=DAILY;INTERVAL=0", "INTERVAL")]
    [InlineData("FREQ=DAILY;INTERVAL=99999999999", "INTERVAL")]
    [InlineData("FREQ=DAILY;INTERVAL=1,2", "INTERVAL")]
    [InlineData("FREQ=DAILY;COUNT=0", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=99999999999", "COUNT")]
    [InlineData("FREQ=DAILY;COUNT=1;UNTIL=20260101T000000Z", "COUNT and UNTIL")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "UNTIL")]
    [InlineData("FREQ=DAILY;BYHOUR=24", "BYHOUR")]
    [InlineData("FREQ=DAILY;BYSECOND=60", "BYSECOND")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=-32", "BYMONTHDAY")]
    [InlineData("FREQ=DAILY;BYMONTHDAY=-2147483648", "BYMONTHDAY")]
    [InlineData("FREQ=YEARLY;BYYEARDAY=367", "BYYEARDAY")]
    [InlineData("FREQ=YEARLY;BYDAY=54MO", "BYDAY")]
    [InlineData("FREQ=DAILY;BYDAY=XX", "BYDAY")]
    [InlineData("FREQ=DAILY;BYDAY=", "NAME=VALUE")]
    [InlineData("FREQ=DAILY;WKST=XX", "WKST")]
    [InlineData("FREQ=DAILY;BYSETPOS=1", "BYSETPOS")]
    [InlineData("FREQ=DAILY;BYDAY=1MO", "BYDAY")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=1", "BYMONTHDAY")]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=4", "BYYEARDAY")]
    [InlineData("FREQ=WEEKLY;BYWEEKNO=3", "BYWEEKNO")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", "BYWEEKNO")]
    public void What_the_RFC_forbids_is_refused_with_a_reason(string text, string reason)
    {
        RuleReader.Read(text, out string? fault).Should().BeNull();
        fault.Should().Contain(reason);
    }

    [Fact]
    public void A_rule_that_asks_for_too_much_of_a_period_is_refused()
    {
        string sixty = string.Join(',', Enumerable.Range(0, 60));
        RuleReader.Read($"FREQ=DAILY;BYHOUR=9,10;BYMINUTE={sixty};BYSECOND=0", out _).Should().NotBeNull();
        RuleReader.Read($"FREQ=DAILY;BYHOUR=9,10;BYMINUTE={sixty};BYSECOND={sixty}", out string? fault).Should().BeNull();
        fault.Should().Contain("2000");
        RuleReader.Read($"FREQ=YEARLY;BYDAY=MO;BYMINUTE={sixty}", out _).Should().BeNull();
        RuleReader.Read("FREQ=DAILY;BYHOUR=" + string.Join(',', Enumerable.Repeat("9", 1000)), out fault).Should().BeNull();
        fault.Should().Contain("characters");
    }

    [Fact]
    public void Case_and_order_and_repetition_do_not_matter() =>
        RuleReader.Read("byday=tu,MO,mo;freq=weekly", out _)!.Days.Should().BeEquivalentTo([(0, DayOfWeek.Tuesday), (0, DayOfWeek.Monday)]);
}
