using System.Text.Json;
using System.Text.RegularExpressions;
using NoticeFunctions.Controls;
using NoticeFunctions.Intake.Preview;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Schedules.Words;
using NoticeFunctions.Tests.Architecture;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Intake.Validation;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Schedules;

/// <summary>docs/schedules.md: what it shows is right.</summary>
public sealed partial class SchedulesPageTests
{
    private static readonly string Page = Repository.Read("docs/schedules.md");

    public static TheoryData<string> Examples => [.. Example().Matches(Page).Select(match => match.Groups["json"].Value)];

    public static TheoryData<string, string> Recipes => new(Recipe().Matches(Page).Select(match => (match.Groups["words"].Value, match.Groups["json"].Value)));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_can_be_posted_as_it_stands(string json) => Reading.Of(Reading.With("schedule", json)).Faults.Should().BeEmpty();

    [Fact]
    public void Every_kind_has_an_example_and_there_are_ten_recipes()
    {
        foreach (string kind in (string[])["at", "delay", "every", "cron", "rrule", "except", "jitter", "misfire"])
        {
            Examples.Should().Contain(example => example.Data.Contains($"\"{kind}\""));
        }

        Recipes.Count.Should().BeGreaterThanOrEqualTo(10);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public async Task Every_recipe_means_what_it_says_and_is_delivered_as_previewed(string words, string json)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        NoticeSchedule schedule = Read(json, EngineHarness.Epoch);
        ScheduleWords.Of(schedule).Should().Be(words);
        DateTime[] previewed = [.. PreviewSchedule.Show(new PreviewRequest(schedule, EngineHarness.Epoch, 1000)).Occurrences.Select(one => one.Utc)];

        Notice notice = await harness.PostAsync(schedule);
        await harness.RunToEndAsync(notice);

        DateTime[] delivered = [.. harness.Provider.Taken.Select(one => one.At.UtcDateTime)];
        TimeSpan jitter = TimeSpan.FromMinutes(schedule.Jitter is null ? 0 : 5);
        delivered.Should().HaveSameCount(previewed);
        delivered.Zip(previewed).Should().OnlyContain(pair => pair.First >= pair.Second && pair.First <= pair.Second + jitter);
        (await harness.ProgressAsync(notice)).Should().BeEquivalentTo(new { Status = NoticeStatus.Completed, Occurrences = previewed.Length, Missed = 0 });
    }

    [Theory]
    [InlineData(null, 6, 1)]
    [InlineData(15, 2, 0)]
    public async Task The_reminder_until_acknowledged_goes_on_as_its_recipe_says(int? acknowledgedAfter, int mails, int messages)
    {
        await using IntakeHarness intake = await IntakeHarness.StartAsync();
        NoticeHarness harness = intake.Notices;
        DateTimeOffset start = harness.Time.GetUtcNow();
        string id = (await intake.PostAsync(NoticeExample().Match(Page).Groups["json"].Value)).Body["id"]!.GetValue<string>();
        await harness.Engine.Engine.WhenIdleAsync();
        Notice notice = (await harness.Store.GetAsync(new NoticeKey(IntakeHarness.Caller.Application, id), CancellationToken.None))!.Notice;
        if (acknowledgedAfter is { } minutes)
        {
            await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(minutes));
            await harness.ControlAsync(notice, ControlKind.Acknowledge);
        }

        await harness.RunToEndAsync(notice);

        harness.Provider.Taken.Select(one => (one.Delivery.Channel, one.At)).Should().Equal(
            [.. Enumerable.Range(0, mails).Select(one => (Channel.Email, start.AddMinutes(10 * one))), .. Enumerable.Repeat((Channel.Sms, start.AddHours(1)), messages)]);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    private static NoticeSchedule Read(string json, DateTimeOffset now)
    {
        using JsonDocument body = JsonDocument.Parse($$"""{ "schedule": {{json}} }""");
        FaultList faults = new();
        NoticeSchedule? schedule = new ScheduleReader(ObjectReader.Open(body.RootElement, "", faults, ["schedule"], "")!, faults, now, mayBeEndless: false).Read();
        faults.Items.Should().BeEmpty();
        return schedule!;
    }

    [GeneratedRegex("```json\n(?<json>[^`]+)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex("```json notice\n(?<json>[^`]+)```", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NoticeExample();

    [GeneratedRegex(@"^\| (?<words>[^|`]+) \| `(?<json>\{[^`]+\})` \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Recipe();
}
