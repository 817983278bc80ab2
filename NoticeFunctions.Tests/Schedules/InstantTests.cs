using NoticeFunctions.Schedules;

namespace NoticeFunctions.Tests.Schedules;

public sealed class InstantTests
{
    [Theory]
    [InlineData("2099-12-31T09:00:00Z", "2099-12-31T09:00:00Z")]
    [InlineData("2099-12-31T09:00Z", "2099-12-31T09:00:00Z")]
    [InlineData("2099-12-31t09:00:00z", "2099-12-31T09:00:00Z")]
    [InlineData("2099-12-31T09:00:00.5Z", "2099-12-31T09:00:00.5Z")]
    [InlineData("2099-12-31T09:00:00.1234567Z", "2099-12-31T09:00:00.1234567Z")]
    [InlineData("2099-12-31T09:00:00+02:00", "2099-12-31T07:00:00Z")]
    [InlineData("2099-12-31T09:00:00+0200", "2099-12-31T07:00:00Z")]
    [InlineData("2099-12-31T09:00:00-05:30", "2099-12-31T14:30:00Z")]
    public void An_instant_with_an_offset_is_read_into_UTC(string text, string expected)
    {
        Instant.TryParse(text, out DateTimeOffset instant).Should().BeTrue();
        instant.Should().Be(DateTimeOffset.Parse(expected));
        instant.Offset.Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2099-12-31")]
    [InlineData("2099-12-31T09:00:00")]
    [InlineData("2099-12-31 09:00:00Z")]
    [InlineData("2099-13-01T09:00:00Z")]
    [InlineData("2099-02-30T09:00:00Z")]
    [InlineData("2099-12-31T25:00:00Z")]
    [InlineData("2099-12-31T09:00:00 Z")]
    [InlineData("31.12.2099 09:00 +02:00")]
    [InlineData("tomorrow")]
    [InlineData("1767225600")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public void What_is_no_instant_or_lacks_an_offset_is_refused(string? text) => Instant.TryParse(text, out _).Should().BeFalse();
}
