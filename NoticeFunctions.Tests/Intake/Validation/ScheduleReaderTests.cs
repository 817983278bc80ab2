using System.Diagnostics;
using System.Text.Json.Nodes;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Tests.Intake.Validation;

public sealed class ScheduleReaderTests
{
    private static IReadOnlyList<Fault> Faults(string schedule) => Reading.Of(Reading.With("schedule", schedule)).Faults;

    private static NoticeSchedule Read(string schedule)
    {
        (NoticeFunctions.Intake.Validation.NoticeDraft? notice, IReadOnlyList<Fault> faults) = Reading.Of(Reading.With("schedule", schedule));
        faults.Should().BeEmpty();
        return notice!.Schedule!;
    }

    [Theory]
    [InlineData("""{ "cron": "0 9 * * MON-FRI" }""", "/schedule", "never end")]
    [InlineData("""{ "rrule": "FREQ=DAILY" }""", "/schedule", "never end")]
    [InlineData("""{ "cron": "nonsense", "count": 1 }""", "/schedule/cron", "five fields")]
    [InlineData("""{ "cron": "61 * * * *", "count": 1 }""", "/schedule/cron", "0 and 59")]
    [InlineData("""{ "cron": 5, "count": 1 }""", "/schedule/cron", "string")]
    [InlineData("""{ "cron": "0 0 30 2 *", "count": 1 }""", "/schedule/cron", "never fires")]
    [InlineData("""{ "rrule": "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "count": 1 }""", "/schedule/rrule", "never fires")]
    [InlineData("""{ "rrule": "FREQ=DAILY;BYHOUR=25", "count": 1 }""", "/schedule/rrule", "BYHOUR")]
    [InlineData("""{ "rrule": "FREQ=DAILY;COUNT=2", "count": 1 }""", "/schedule/count", "COUNT")]
    [InlineData("""{ "rrule": "FREQ=DAILY;COUNT=2", "until": "2099-01-01T00:00:00Z" }""", "/schedule/until", "COUNT")]
    [InlineData("""{ "rrule": "FREQ=DAILY;UNTIL=20200101T000000Z" }""", "/schedule/rrule", "2026-06-01T12:00:00Z")]
    [InlineData("""{ "cron": "0 9 1 1 *", "until": "2026-12-31T00:00:00Z" }""", "/schedule/until", "2027-01-01T09:00:00Z")]
    [InlineData("""{ "cron": "0 9 1 1 *", "until": "2027-12-31T00:00:00Z", "except": [ "2027-01-01" ] }""", "/schedule/except", "leaves no occurrence")]
    [InlineData("""{ "every": "PT1S", "count": 3, "except": [ "2026-01-01/9998-12-31" ], "until": "2099-01-01T00:00:00Z" }""", "/schedule/except", "leaves no occurrence")]
    [InlineData("""{ "cron": "0 9 * * *", "count": 1, "timeZone": "Europe/Bonn" }""", "/schedule/timeZone", "IANA")]
    [InlineData("""{ "cron": "0 9 * * *", "count": 1, "timeZone": "europe/berlin" }""", "/schedule/timeZone", "IANA")]
    [InlineData("""{ "cron": "0 9 * * *", "count": 1, "timeZone": "UTC+02" }""", "/schedule/timeZone", "IANA")]
    [InlineData("""{ "every": "P1D", "count": 1, "timeZone": "Europe/Berlin" }""", "/schedule/timeZone", "UTC")]
    [InlineData("""{ "at": "2099-01-01T09:00:00" }""", "/schedule/at", "timeZone")]
    [InlineData("""{ "at": "2099-13-01T09:00:00", "timeZone": "Europe/Berlin" }""", "/schedule/at", "local time")]
    [InlineData("""{ "at": "2026-06-01T13:58:00", "timeZone": "Europe/Berlin" }""", "/schedule/at", "past")]
    [InlineData("""{ "at": "2099-01-01T09:00:00Z", "misfire": "skip" }""", "/schedule/misfire", "cycle")]
    [InlineData("""{ "at": "2099-01-01T09:00:00Z", "except": [ "2099-01-01" ] }""", "/schedule/except", "cycle")]
    [InlineData("""{ "every": "P1D", "count": 1, "misfire": "never" }""", "/schedule/misfire", "once, skip, all")]
    [InlineData("""{ "every": "P1D", "count": 1, "jitter": "P2D" }""", "/schedule/jitter", "at most a day")]
    [InlineData("""{ "every": "P1D", "count": 1, "jitter": "PT0S" }""", "/schedule/jitter", "duration")]
    [InlineData("""{ "every": "P1D", "count": 1, "jitter": "P1M" }""", "/schedule/jitter", "duration")]
    [InlineData("""{ "every": "P1D", "count": 1, "except": "2099-01-01" }""", "/schedule/except", "array")]
    [InlineData("""{ "every": "P1D", "count": 1, "except": [ "2099-01-01", 7 ] }""", "/schedule/except/1", "date")]
    [InlineData("""{ "every": "P1D", "count": 1, "except": [ "2099-01-02/2099-01-01" ] }""", "/schedule/except/0", "earlier first")]
    [InlineData("""{ "every": "P1D", "count": 1, "except": [ "soon" ] }""", "/schedule/except/0", "date")]
    public void A_wrong_schedule_is_named_with_the_reason(string schedule, string pointer, string reason)
    {
        Fault fault = Faults(schedule).Should().ContainSingle().Subject;
        fault.Pointer.Should().Be(pointer);
        fault.Detail.Should().Contain(reason);
        fault.Example.Should().NotBeNull();
    }

    [Fact]
    public void A_local_time_is_that_of_the_time_zone()
    {
        Read("""{ "at": "2099-07-01T09:00:00", "timeZone": "Europe/Berlin" }""").At.Should().Be(DateTimeOffset.Parse("2099-07-01T07:00:00Z"));
        Read("""{ "at": "2027-03-28T02:30:00", "timeZone": "Europe/Berlin" }""").At.Should().Be(DateTimeOffset.Parse("2027-03-28T01:00:00Z"), "it is skipped");
        Read("""{ "at": "2026-10-25T02:30", "timeZone": "Europe/Berlin" }""").At.Should().Be(DateTimeOffset.Parse("2026-10-25T00:30:00Z"), "it comes twice");
        NoticeSchedule cycle = Read("""{ "cron": "0 9 * * *", "start": "2099-07-01T09:00:00", "until": "2099-07-03T09:00:00", "timeZone": "Europe/Berlin" }""");
        (cycle.Start, cycle.Until).Should().Be((DateTimeOffset.Parse("2099-07-01T07:00:00Z"), DateTimeOffset.Parse("2099-07-03T07:00:00Z")));
    }

    [Fact]
    public void More_exceptions_than_500_are_refused_and_those_are_read_at_once()
    {
        string Except(int count) => new JsonArray([.. Enumerable.Range(0, count).Select(index => (JsonNode)$"{2030 + (index / 365)}-01-01T09:00:{index % 60:00}Z")]).ToJsonString();

        Faults($$"""{ "cron": "* * * * * *", "count": 2, "except": {{Except(500)}} }""").Should().BeEmpty();
        Faults($$"""{ "cron": "* * * * * *", "count": 2, "except": {{Except(20_000)}} }""").Should().ContainSingle().Which.Detail.Should().Contain("500");
    }

    [Theory]
    [InlineData("""{ "rrule": "FREQ=SECONDLY;COUNT=2147483647" }""")]
    [InlineData("""{ "rrule": "FREQ=SECONDLY;BYMONTH=5;BYDAY=MO;BYHOUR=3;BYMINUTE=7;BYSECOND=9", "count": 2147483647 }""")]
    [InlineData("""{ "cron": "* * * * * *", "count": 2147483647, "except": [ "2026-01-01/2200-01-01" ] }""")]
    [InlineData("""{ "rrule": "FREQ=SECONDLY;INTERVAL=1000000;BYMONTH=2;BYMONTHDAY=29;BYSECOND=59", "count": 1 }""")]
    public void What_looks_costly_is_read_at_once(string schedule)
    {
        Faults(schedule);
        long before = Stopwatch.GetTimestamp();
        Faults(schedule).Should().HaveCountLessThan(2);
        Stopwatch.GetElapsedTime(before).Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_schedule_is_read_as_it_was_written() =>
        Read("""{ "rrule": "FREQ=DAILY", "start": "2099-01-01T17:00:00", "timeZone": "America/New_York", "count": 3, "except": [ "2099-01-02" ], "jitter": "PT5M", "misfire": "all" }""").Should().BeEquivalentTo(
            new NoticeSchedule(
                Rrule: "FREQ=DAILY", Start: DateTimeOffset.Parse("2099-01-01T17:00:00-05:00"), TimeZone: "America/New_York", Count: 3, Except: ["2099-01-02"], Jitter: "PT5M", Misfire: MisfirePolicy.All));
}
