using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Docs;
using NoticeFunctions.Intake.Preview;

namespace NoticeFunctions.Tests.Intake.Preview;

public sealed class PreviewScheduleTests
{
    private static async Task<Answer> PostAsync(string body)
    {
        PreviewSchedule function = new(new FakeTimeProvider(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)));
        DefaultHttpContext http = IntakeHarness.Request(Encoding.UTF8.GetBytes(body), "application/json");
        return await IntakeHarness.AnswerAsync(http, await function.RunAsync(http.Request));
    }

    [Fact]
    public async Task A_preview_says_what_a_schedule_means_and_where_the_clock_is_changed()
    {
        Answer answer = await PostAsync("""{ "schedule": { "cron": "30 2 * * *", "timeZone": "Europe/Berlin" }, "from": "2026-03-28T12:00:00Z", "count": 2 }""");

        answer.Status.Should().Be(200);
        JsonNode.DeepEquals(answer.Body, JsonNode.Parse("""
            { "description": "Every day at 02:30, Europe/Berlin",
              "occurrences": [ { "utc": "2026-03-29T01:00:00Z", "local": "2026-03-29T03:00:00+02:00", "note": "02:30 does not exist on this day" },
                               { "utc": "2026-03-30T00:30:00Z", "local": "2026-03-30T02:30:00+02:00" } ] }
            """)).Should().BeTrue(answer.Body.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "delay": "PT1H" }""", "2026-06-01T13:00:00Z")]
    [InlineData("""{ "at": "2026-06-02T09:00:00", "timeZone": "Asia/Kathmandu" }""", "2026-06-02T03:15:00Z")]
    [InlineData("""{ "every": "PT1H", "count": 2 }""", "2026-06-01T12:00:00Z 2026-06-01T13:00:00Z")]
    [InlineData("""{ "rrule": "FREQ=DAILY;COUNT=2;BYHOUR=9;BYMINUTE=0;BYSECOND=0", "timeZone": "Europe/Berlin" }""", "2026-06-02T07:00:00Z 2026-06-03T07:00:00Z")]
    public async Task Unless_told_it_begins_now(string schedule, string expected) =>
        string.Join(' ', (await PostAsync($$"""{ "schedule": {{schedule}} }""")).Body["occurrences"]!.AsArray().Select(one => one!["utc"]!.GetValue<string>())).Should().Be(expected);

    [Theory]
    [InlineData("{}", "/schedule")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "count": 0 }""", "/count")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "count": 1001 }""", "/count")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "count": "5" }""", "/count")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "from": "tomorrow" }""", "/from")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "from": "1900-01-01T00:00:00Z" }""", "/from")]
    [InlineData("""{ "schedule": { "cron": "0 9 * *" } }""", "/schedule/cron")]
    [InlineData("""{ "schedule": { "cron": "0 9 * * *" }, "more": 1 }""", "/more")]
    [InlineData("[]", "")]
    public async Task A_wrong_preview_is_named(string body, string pointer)
    {
        Answer answer = await PostAsync(body);
        answer.Status.Should().Be(400);
        answer.Body["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Should().Equal(pointer);
    }

    [Fact]
    public async Task Every_example_of_the_document_can_be_posted_as_it_stands()
    {
        foreach ((string name, _, string json) in ScheduleExamples.All)
        {
            (await PostAsync(json)).Status.Should().Be(200, name);
        }
    }
}
