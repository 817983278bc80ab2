using System.Text.RegularExpressions;
using NoticeFunctions.Schedules;
using NoticeFunctions.Tests.Architecture;

namespace NoticeFunctions.Tests.Schedules;

/// <summary>The truth table of changed clocks, which stands in docs/schedules.md row by row.</summary>
public sealed partial class ClockChangeTests
{
    public static TheoryData<string, string, string, string> Table => new()
    {
        // Europe/Berlin skips 02:00 to 03:00 on 29 March 2026, and has it twice on 25 October.
        { "30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T01:00Z 03-30T00:30Z" },
        { "0,30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T01:00Z 03-30T00:00Z 03-30T00:30Z" },
        { "0 3 * * *", "Europe/Berlin", "2026-03-28T12:00Z", "03-29T01:00Z 03-30T01:00Z" },
        { "*/30 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "03-29T00:30Z 03-29T01:00Z 03-29T01:30Z" },
        { "15 * * * *", "Europe/Berlin", "2026-03-29T00:00Z", "03-29T00:15Z 03-29T01:00Z 03-29T01:15Z" },
        { "30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", "10-25T00:30Z 10-26T01:30Z" },
        { "*/30 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "10-25T00:30Z 10-25T01:00Z 10-25T01:30Z 10-25T02:00Z" },
        { "30 * * * *", "Europe/Berlin", "2026-10-25T00:00Z", "10-25T00:30Z 10-25T01:30Z 10-25T02:30Z" },
        { "30 1-3 * * *", "Europe/Berlin", "2026-10-24T22:30Z", "10-24T23:30Z 10-25T00:30Z 10-25T01:30Z 10-25T02:30Z" },
        { "30 1,2,3 * * *", "Europe/Berlin", "2026-10-24T22:30Z", "10-24T23:30Z 10-25T00:30Z 10-25T02:30Z" },

        // Australia/Lord_Howe moves by half an hour: it skips 02:00 to 02:30 on 4 October 2026, and has 01:30 to 02:00 twice on 5 April.
        { "15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", "10-03T15:30Z 10-04T15:15Z" },
        { "45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", "04-04T14:45Z 04-05T15:15Z" },
        { "*/15 * * * *", "Australia/Lord_Howe", "2026-04-04T14:25Z", "04-04T14:30Z 04-04T14:45Z 04-04T15:00Z 04-04T15:15Z 04-04T15:30Z" },

        // Pacific/Apia skipped all of 30 December 2011.
        { "0 9 * * *", "Pacific/Apia", "2011-12-29T00:00Z", "12-29T19:00Z 12-30T10:00Z 12-30T19:00Z" },

        // America/Asuncion skipped midnight of 6 October 2024; Asia/Beirut that of 29 March 2026. America/Havana had 00:00 to 01:00 twice on 3 November 2024.
        { "0 0 * * *", "America/Asuncion", "2024-10-05T12:00Z", "10-06T04:00Z 10-07T03:00Z" },
        { "30 0 * * *", "Asia/Beirut", "2026-03-28T12:00Z", "03-28T22:00Z 03-29T21:30Z" },
        { "30 0 * * *", "America/Havana", "2024-11-02T12:00Z", "11-03T04:30Z 11-04T05:30Z" },

        // Days that not every month has.
        { "0 0 29 2 *", "UTC", "2026-01-01T00:00Z", "02-29T00:00Z 02-29T00:00Z" },
        { "0 0 31 * *", "UTC", "2026-02-01T00:00Z", "03-31T00:00Z 05-31T00:00Z 07-31T00:00Z 08-31T00:00Z" },
        { "0 0 L * *", "UTC", "2028-01-15T00:00Z", "01-31T00:00Z 02-29T00:00Z 03-31T00:00Z 04-30T00:00Z" },
        { "0 0 LW * *", "UTC", "2026-01-01T00:00Z", "01-30T00:00Z 02-27T00:00Z 03-31T00:00Z" },
        { "0 0 15W * *", "UTC", "2026-02-01T00:00Z", "02-16T00:00Z 03-16T00:00Z 04-15T00:00Z" },
        { "0 0 * * MON#1", "UTC", "2026-01-01T00:00Z", "01-05T00:00Z 02-02T00:00Z 03-02T00:00Z" },
        { "0 0 * * FRIL", "UTC", "2026-01-01T00:00Z", "01-30T00:00Z 02-27T00:00Z 03-27T00:00Z" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Changed_clocks_do_what_the_table_says(string cron, string zone, string after, string expected) =>
        string.Join(' ', Scheduling.Cron(cron, zone, DateTimeOffset.MinValue.AddDays(2)).After(DateTimeOffset.Parse(after), expected.Split(' ').Length).Select(due => due.ToString("MM-dd'T'HH:mm'Z'")))
            .Should().Be(expected);

    [Fact]
    public void The_page_has_the_table_row_by_row()
    {
        IEnumerable<string> told = Row().Matches(Repository.Read("docs/schedules.md")).Select(row => string.Join('|', row.Groups.Values.Skip(1).Select(cell => cell.Value)));

        told.Should().Equal(Table.Select(row => $"{row.Data.Item1}|{row.Data.Item2}|{row.Data.Item3}|{row.Data.Item4.Replace(" ", ", ")}"));
    }

    [Theory]
    [InlineData("30 2 * * *", "2026-03-29T01:00Z", "02:30 does not exist on this day")]
    [InlineData("30 2 * * *", "2026-10-25T00:30Z", "02:30 comes twice on this day; this is the first")]
    [InlineData("30 * * * *", "2026-10-25T01:30Z", "02:30 comes twice on this day; this is the second")]
    [InlineData("0 3 * * *", "2026-03-29T01:00Z", null)]
    [InlineData("30 2 * * *", "2026-03-30T00:30Z", null)]
    public void An_occurrence_that_a_change_touches_says_so(string cron, string due, string? note) =>
        Scheduling.Cron(cron, "Europe/Berlin", DateTimeOffset.UnixEpoch).NoteOn(DateTimeOffset.Parse(due)).Should().Be(note);

    [Fact]
    public void A_lost_day_is_told() =>
        Scheduling.Cron("0 9 * * *", "Pacific/Apia", DateTimeOffset.UnixEpoch).NoteOn(DateTimeOffset.Parse("2011-12-30T10:00Z")).Should().Be("2011-12-30 09:00 does not exist here");

    [Fact]
    public void A_rule_follows_the_same_table()
    {
        Scheduling.Rule("FREQ=DAILY", "2026-03-28T02:30:00", "Europe/Berlin").First(3).On("Europe/Berlin").Should().Equal("2026-03-28 02:30", "2026-03-29 03:00", "2026-03-30 02:30");
        Scheduling.Rule("FREQ=DAILY", "2026-10-24T02:30:00", "Europe/Berlin").First(3).Select(due => due.Hour).Should().Equal(0, 0, 1);
    }

    [GeneratedRegex(@"^\| `(?<cron>[^`]+)` \| (?<zone>[\w/]+) \| (?<after>[\w:-]+Z) \| (?<due>[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
