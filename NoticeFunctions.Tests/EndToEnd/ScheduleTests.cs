using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

[Collection<SharedPlatform>]
public sealed class ScheduleTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task A_preview_is_answered_in_words_and_in_both_times()
    {
        PlatformAnswer answer = await Client.PostAsync(
            """{ "schedule": { "cron": "0 9 * * MON-FRI", "timeZone": "Europe/Berlin" }, "from": "2026-03-27T12:00:00Z", "count": 1 }""", path: "api/schedules/preview");

        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        JsonNode.DeepEquals(answer.Json, JsonNode.Parse("""
            { "description": "Every weekday at 09:00, Europe/Berlin", "occurrences": [ { "utc": "2026-03-30T07:00:00Z", "local": "2026-03-30T09:00:00+02:00" } ] }
            """)).Should().BeTrue(answer.Text);
    }

    [Fact]
    public async Task A_preview_that_is_wrong_is_400_and_names_the_member()
    {
        PlatformAnswer answer = await Client.PostAsync("""{ "schedule": { "cron": "0 0 30 2 *" }, "count": 5000 }""", path: "api/schedules/preview");

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Pointers.Should().BeEquivalentTo("/count", "/schedule/cron");
    }

    [Theory]
    [InlineData("""{ "cron": "* * * * * *", "timeZone": "Europe/Berlin", "count": 2 }""")]
    [InlineData("""{ "rrule": "FREQ=SECONDLY;COUNT=2", "timeZone": "Asia/Kathmandu" }""")]
    public async Task A_cycle_goes_out_as_often_as_it_says_and_its_schedule_is_told_as_it_was_posted(string schedule)
    {
        string id = await Client.AcceptedAsync(PlatformClient.Mail(PlatformClient.NewAddress(), JsonNode.Parse(schedule)!.AsObject()));
        JsonObject notice = await Client.EndedAsync(id);

        notice["status"]!.GetValue<string>().Should().Be("completed");
        notice["counts"]!["email"]!["sent"]!.GetValue<int>().Should().Be(2 - notice["missed"]!.GetValue<int>());
        JsonNode.DeepEquals(notice["schedule"], JsonNode.Parse(schedule)).Should().BeTrue(notice["schedule"]!.ToJsonString());
    }

    [Fact]
    public async Task An_escalation_goes_out_while_nobody_acknowledges_and_the_notice_tells_of_each_step()
    {
        JsonObject asked = PlatformClient.Mail(PlatformClient.NewAddress());
        asked["stopWhen"] = "acknowledged";
        asked["escalate"] = JsonNode.Parse("""[ { "after": "PT1S", "to": [ { "email": "bob@example.com" } ] }, { "after": "PT1H" } ]""");
        string id = await Client.AcceptedAsync(asked);
        JsonArray steps = [];
        await PlatformClient.Eventually(
            async () => (steps = (await Client.GetAsync($"api/notices/{id}")).Json["escalate"]!.AsArray())[0]!["firedAt"] is not null, () => $"the first step should fire: {steps}");

        (await Client.PostAsync("{}", path: $"api/notices/{id}/acknowledge")).Status.Should().Be(HttpStatusCode.Accepted);
        JsonObject ended = await Client.EndedAsync(id);

        steps[0]!["to"]![0]!["email"]!.GetValue<string>().Should().Be("bob@example.com");
        (ended["status"]!.GetValue<string>(), ended["occurrences"]!.GetValue<int>(), ended["recipients"]!.GetValue<int>()).Should().Be(("completed", 2, 1));
        ended["escalate"]![1]!["reason"]!.GetValue<string>().Should().Be("acknowledged");
    }
}
