using AwesomeAssertions;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Controls;

/// <summary>Every control in every state: allowed with its effect, or forbidden with nothing changed.</summary>
public sealed class ControlStateTests
{
    private static readonly NoticeSchedule InAnHour = new(Delay: "PT1H");

    [Theory]
    [InlineData("queued", "cancel", "cancelled")]
    [InlineData("queued", "pause", "paused")]
    [InlineData("queued", "resume", "queued")]
    [InlineData("queued", "reschedule", "scheduled")]
    [InlineData("queued", "trigger", "queued")]
    [InlineData("scheduled", "cancel", "cancelled")]
    [InlineData("scheduled", "pause", "paused")]
    [InlineData("scheduled", "resume", "scheduled")]
    [InlineData("scheduled", "reschedule", "scheduled")]
    [InlineData("scheduled", "trigger", "scheduled")]
    [InlineData("delivering the last", "cancel", "cancelled")]
    [InlineData("delivering the last", "pause", "paused")]
    [InlineData("delivering the last", "resume", "delivering")]
    [InlineData("delivering the last", "reschedule", null)]
    [InlineData("delivering the last", "trigger", null)]
    [InlineData("delivering", "cancel", "cancelled")]
    [InlineData("delivering", "pause", "paused")]
    [InlineData("delivering", "reschedule", "delivering")]
    [InlineData("delivering", "trigger", "delivering")]
    [InlineData("paused", "cancel", "cancelled")]
    [InlineData("paused", "pause", "paused")]
    [InlineData("paused", "resume", "scheduled")]
    [InlineData("paused", "reschedule", "paused")]
    [InlineData("paused", "trigger", null)]
    [InlineData("cancelled", "cancel", "cancelled")]
    [InlineData("cancelled", "pause", null)]
    [InlineData("cancelled", "resume", null)]
    [InlineData("cancelled", "reschedule", null)]
    [InlineData("cancelled", "trigger", null)]
    [InlineData("completed", "cancel", null)]
    [InlineData("completed", "pause", null)]
    [InlineData("completed", "resume", null)]
    [InlineData("completed", "reschedule", null)]
    [InlineData("completed", "trigger", null)]
    [InlineData("failed", "cancel", null)]
    [InlineData("failed", "resume", null)]
    [InlineData("failed", "reschedule", null)]
    [InlineData("delivering", "resume", "delivering")]
    [InlineData("failed", "pause", null)]
    [InlineData("failed", "trigger", null)]
    [InlineData("queued", "acknowledge", "queued")]
    [InlineData("delivering", "acknowledge", "delivering")]
    [InlineData("delivering the last", "acknowledge", "delivering")]
    [InlineData("scheduled", "acknowledge", "scheduled")]
    [InlineData("paused", "acknowledge", "paused")]
    [InlineData("completed", "acknowledge", "completed")]
    [InlineData("cancelled", "acknowledge", null)]
    [InlineData("failed", "acknowledge", null)]
    public async Task A_control_is_allowed_with_its_effect_or_forbidden_and_changes_nothing(string state, string control, string? becomes)
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await InStateAsync(harness, state);
        NoticeStatus before = (await harness.ProgressAsync(notice)).Status;
        ControlKind kind = Enum.Parse<ControlKind>(control, ignoreCase: true);
        ControlRequest request = new(kind, "orders", Reason: null, kind == ControlKind.Reschedule ? InAnHour : null);

        ControlRuling ruling = ControlRules.Rule((await harness.Store.GetAsync(notice.Key, CancellationToken.None))!, request, harness.Time.GetUtcNow());
        ControlResult result = (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, request, CancellationToken.None))!;

        result.IsAllowed.Should().Be(becomes is not null).And.Be(ruling.IsAllowed);
        Names.Of(result.Record.Progress.Status).Should().Be(becomes ?? Names.Of(before));
    }

    [Fact]
    public async Task The_same_control_twice_is_allowed_twice_and_has_one_effect()
    {
        foreach (ControlKind kind in Enum.GetValues<ControlKind>())
        {
            await using NoticeHarness harness = await NoticeHarness.StartAsync();
            Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT2H"));
            await harness.ControlAsync(notice, ControlKind.Pause);
            await (kind is ControlKind.Trigger or ControlKind.Reschedule ? harness.ControlAsync(notice, ControlKind.Resume) : Task.CompletedTask);
            NoticeSchedule? schedule = kind == ControlKind.Reschedule ? InAnHour : null;

            (await harness.ControlAsync(notice, kind, schedule, "once")).IsAllowed.Should().BeTrue();
            int version = (await harness.Store.GetAsync(notice.Key, CancellationToken.None))!.Control!.Version;
            (await harness.ControlAsync(notice, kind, schedule, "once")).IsAllowed.Should().BeTrue();

            (await harness.Store.GetAsync(notice.Key, CancellationToken.None))!.Control!.Version.Should().Be(version, "{0} again changes nothing", kind);
        }
    }

    [Fact]
    public async Task A_notice_that_is_not_there_is_told_apart()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();

        (await harness.Controls.ControlAsync(harness.Engine.Client, new NoticeKey("orders", NoticeIds.New(harness.Time)), new(ControlKind.Cancel, "orders"), CancellationToken.None))
            .Should().BeNull();
    }

    private static async Task<Notice> InStateAsync(NoticeHarness harness, string state)
    {
        switch (state)
        {
            case "queued":
                Notice queued = harness.Compose();
                await harness.Store.ReserveAsync(queued, fingerprint: null, CancellationToken.None);
                return queued;
            case "delivering" or "delivering the last":
                Notice delivering = harness.Compose(new NoticeSchedule(Every: "PT1H", Count: state == "delivering" ? 2 : 1));
                await harness.Store.ReserveAsync(delivering, fingerprint: null, CancellationToken.None);
                OccurrenceState loaded = (await harness.Store.LoadOccurrenceAsync(delivering.Key, 1, slice: null, CancellationToken.None))!;
                await harness.Store.BeginAsync(loaded, [], loaded.Recorded with { Status = NoticeStatus.Delivering }, CancellationToken.None);
                return delivering;
            case "failed":
                harness.Provider.Answer = (_, _) => ProviderOutcome.Permanent("no such address");
                return await harness.PostAsync();
            case "completed":
                return await harness.PostAsync();
            default:
                Notice notice = await harness.PostAsync(new NoticeSchedule(Delay: "PT2H"));
                await (state switch
                {
                    "paused" => harness.ControlAsync(notice, ControlKind.Pause),
                    "cancelled" => harness.ControlAsync(notice, ControlKind.Cancel),
                    _ => Task.CompletedTask,
                });
                return notice;
        }
    }
}
