using AwesomeAssertions;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>Controls that come between two steps of a firing, and processes that die there: nothing is lost, and nothing goes out twice.</summary>
public sealed class ControlRaceTests
{
    private static readonly Recipient Both = new(Email: "ann@example.com", Phone: "+14155550100");

    public static TheoryData<int, string, bool> Races
    {
        get
        {
            TheoryData<int, string, bool> races = [];
            foreach (ControlKind kind in Enum.GetValues<ControlKind>())
            {
                for (int step = 0; step < 8; step++)
                {
                    races.Add(step, kind.ToString(), false);
                    races.Add(step, kind.ToString(), true);
                }
            }

            return races;
        }
    }

    [Theory]
    [MemberData(nameof(Races))]
    public async Task A_control_at_any_step_of_a_firing_neither_loses_nor_doubles_also_when_the_process_dies_there(int at, string control, bool dies)
    {
        ControlKind kind = Enum.Parse<ControlKind>(control);
        foreach (Channel[] channels in (Channel[][])[[Channel.Email], [Channel.Email, Channel.Sms]])
        {
            await using NoticeHarness harness = await NoticeHarness.StartAsync();
            DateTimeOffset start = harness.Time.GetUtcNow();
            Notice notice = harness.Compose(new NoticeSchedule(Every: "PT1H", Count: 3), [Both], channels);
            int step = 0;
            bool? allowed = null;
            async Task Step()
            {
                if (step++ == at)
                {
                    NoticeSchedule? schedule = kind == ControlKind.Reschedule ? new NoticeSchedule(Every: "PT1H", Start: start.AddHours(10), Count: 2) : null;
                    allowed = (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, new(kind, "orders", Schedule: schedule), CancellationToken.None))!.IsAllowed;
                    _ = dies ? throw new TimeoutException("the process dies here") : true;
                }
            }

            harness.Store.BeforeBegin = Step;
            harness.Store.BeforeClose = Step;
            await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
            await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
            await harness.Engine.Engine.WhenIdleAsync();
            await harness.Engine.AdvanceAsync(TimeSpan.FromHours(30));
            int before = harness.Provider.Taken.Count;
            if ((await harness.ProgressAsync(notice)).Status == NoticeStatus.Paused)
            {
                await harness.ControlAsync(notice, ControlKind.Resume);
            }

            await harness.RunToEndAsync(notice);
            NoticeProgress progress = await harness.ProgressAsync(notice);
            int[] sent = [.. harness.Provider.Taken.Select(one => one.Delivery.Occurrence)];

            string[] ids = [.. harness.Provider.Taken.Select(one => one.Delivery.Id).Distinct()];
            int repeated = harness.Provider.Taken.Count - ids.Length;
            repeated.Should().BeLessThanOrEqualTo(dies ? 1 : 0, "only what was in a provider's hands when the process died goes out again");
            (await harness.DeliveriesAsync(notice)).SelectMany(delivery => delivery.Attempts).Count(attempt => attempt.Result == AttemptResult.Uncertain)
                .Should().Be(repeated, "and it says so");
            progress.Counts.Values.Sum(counts => counts.Sent + counts.Uncertain).Should().Be(ids.Length, "what went out is counted");
            harness.Provider.Taken.DistinctBy(one => one.Delivery.Id).GroupBy(one => one.Delivery.Occurrence).Should().OnlyContain(
                group => group.Count() == channels.Length || (kind == ControlKind.Cancel || kind == ControlKind.Reschedule), "an occurrence goes out on every channel");
            (progress.HasEnded, progress.Status == NoticeStatus.Cancelled).Should().Be((true, kind == ControlKind.Cancel && allowed == true));
            int occurrences = sent.Distinct().Count();
            switch (kind)
            {
                case ControlKind.Trigger when allowed == true:
                    occurrences.Should().Be(4, "the cycle and the one beside it");
                    break;
                case ControlKind.Reschedule when allowed == true:
                    harness.Provider.Taken.Where(one => one.At >= start.AddHours(10)).Select(one => one.Delivery.Id).Distinct().Should().HaveCount(2 * channels.Length, "the new schedule fires in full");
                    break;
                case ControlKind.Cancel when allowed == true:
                    harness.Provider.Taken.Count.Should().Be(before);
                    break;
                case ControlKind.Pause when allowed == true:
                    occurrences.Should().BeInRange(1, 3);
                    harness.Provider.Taken[^1].At.Should().BeAfter(start, "the last occurrence goes out in the end");
                    break;
                default:
                    occurrences.Should().Be(3);
                    break;
            }
        }
    }

    [Fact]
    public async Task A_cancel_answered_before_the_due_instant_means_nothing_goes_out_in_a_thousand_races()
    {
        Random random = new(1);
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        List<Notice> notices = [];
        for (int number = 0; number < 1000; number++)
        {
            notices.Add(await harness.PostAsync(new NoticeSchedule(Delay: "PT1H")));
        }

        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(59));
        HashSet<string> cancelled = [];
        Task due = Task.Run(() => harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(1)));
        await Parallel.ForEachAsync(notices.OrderBy(_ => random.Next()).ToList(), async (notice, _) =>
        {
            ControlResult result = (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, new(ControlKind.Cancel, "orders"), CancellationToken.None))!;
            bool wasDelivering = result.Record.Recorded.Occurrences > 0;
            if (result.IsAllowed && !wasDelivering && (await harness.DeliveriesAsync(notice)).Count == 0)
            {
                lock (cancelled)
                {
                    cancelled.Add(notice.Id);
                }
            }
        });
        await due;
        await harness.Engine.Engine.WhenIdleAsync();

        HashSet<string> sent = [.. harness.Provider.Taken.Select(one => one.Delivery.NoticeId)];
        sent.Should().NotIntersectWith(cancelled);
        (sent.Count + cancelled.Count).Should().Be(notices.Count, "each has one outcome");
        foreach (Notice notice in notices)
        {
            NoticeProgress progress = await harness.ProgressAsync(notice);
            progress.HasEnded.Should().BeTrue();
        }
    }
}
