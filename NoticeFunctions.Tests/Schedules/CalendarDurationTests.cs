using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class CalendarDurationTests
{
    [Theory]
    [InlineData("PT1S", 0, "00:00:01")]
    [InlineData("PT0S", 0, "00:00:00")]
    [InlineData("PT15M", 0, "00:15:00")]
    [InlineData("PT1H", 0, "01:00:00")]
    [InlineData("PT36H", 0, "1.12:00:00")]
    [InlineData("PT90S", 0, "00:01:30")]
    [InlineData("PT1.5S", 0, "00:00:01.5000000")]
    [InlineData("PT1,5S", 0, "00:00:01.5000000")]
    [InlineData("PT0.0000001S", 0, "00:00:00.0000001")]
    [InlineData("P1D", 0, "1.00:00:00")]
    [InlineData("P1DT12H", 0, "1.12:00:00")]
    [InlineData("P2W", 0, "14.00:00:00")]
    [InlineData("P1W1D", 0, "8.00:00:00")]
    [InlineData("P1M", 1, "00:00:00")]
    [InlineData("P1Y", 12, "00:00:00")]
    [InlineData("P1Y2M3DT4H5M6S", 14, "3.04:05:06")]
    [InlineData("P400D", 0, "400.00:00:00")]
    public void A_duration_is_read_as_ISO_8601_spells_it(string text, int months, string rest)
    {
        CalendarDuration.TryParse(text, out CalendarDuration duration).Should().BeTrue();
        duration.Should().Be(new CalendarDuration(months, TimeSpan.Parse(rest)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1H")]
    [InlineData("T1H")]
    [InlineData("PT1")]
    [InlineData("P1")]
    [InlineData("P1H")]
    [InlineData("PT1D")]
    [InlineData("PT1M1H")]
    [InlineData("-PT1H")]
    [InlineData("+PT1H")]
    [InlineData("PT-1H")]
    [InlineData("PT1.5H")]
    [InlineData("PT.5S")]
    [InlineData("PT1.S")]
    [InlineData("PT0.00000001S")]
    [InlineData("pt1h")]
    [InlineData(" PT1H")]
    [InlineData("PT1H ")]
    [InlineData("PT1H\n")]
    [InlineData("PT1H1H")]
    [InlineData("01:00:00")]
    [InlineData("P10001Y")]
    [InlineData("P3660001D")]
    [InlineData("PT99999999999S")]
    [InlineData("PT١S")]
    public void What_is_no_duration_is_refused(string? text) => CalendarDuration.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("P1Y2M3DT4H5M6S", "P14M3DT4H5M6S")]
    [InlineData("PT36H", "P1DT12H")]
    [InlineData("PT1.5S", "PT1.5S")]
    [InlineData("PT0S", "PT0S")]
    [InlineData("P2W", "P14D")]
    [InlineData("P1M", "P1M")]
    [InlineData("P1DT1S", "P1DT1S")]
    public void A_duration_is_written_in_its_shortest_spelling(string text, string written)
    {
        CalendarDuration.TryParse(text, out CalendarDuration duration).Should().BeTrue();
        duration.ToString().Should().Be(written);
        CalendarDuration.TryParse(written, out CalendarDuration again).Should().BeTrue();
        again.Should().Be(duration);
    }

    [Theory]
    [InlineData("2026-01-31T09:00:00Z", "P1M", 1, "2026-02-28T09:00:00Z")]
    [InlineData("2026-01-31T09:00:00Z", "P1M", 2, "2026-03-31T09:00:00Z")]
    [InlineData("2028-01-31T09:00:00Z", "P1M", 1, "2028-02-29T09:00:00Z")]
    [InlineData("2028-02-29T09:00:00Z", "P1Y", 1, "2029-02-28T09:00:00Z")]
    [InlineData("2028-02-29T09:00:00Z", "P1Y", 4, "2032-02-29T09:00:00Z")]
    [InlineData("2026-12-31T23:59:59Z", "PT1S", 1, "2027-01-01T00:00:00Z")]
    [InlineData("2026-08-31T00:00:00Z", "P1M1D", 1, "2026-10-01T00:00:00Z")]
    public void Months_are_counted_by_the_calendar_from_the_start(string start, string duration, int times, string expected)
    {
        CalendarDuration.TryParse(duration, out CalendarDuration parsed).Should().BeTrue();
        parsed.TryAddTo(DateTimeOffset.Parse(start), times, out DateTimeOffset sum).Should().BeTrue();
        sum.Should().Be(DateTimeOffset.Parse(expected));
    }

    [Theory]
    [InlineData("P10000Y", 1)]
    [InlineData("P1D", int.MaxValue)]
    [InlineData("P1M", int.MaxValue)]
    [InlineData("P3660000D", int.MaxValue)]
    public void Beyond_the_year_9999_there_is_no_sum(string duration, int times)
    {
        CalendarDuration.TryParse(duration, out CalendarDuration parsed).Should().BeTrue();
        parsed.TryAddTo(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), times, out _).Should().BeFalse();
    }
}
