using AwesomeAssertions;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>Controls that come between two parts of an escalation's step, and processes that die there.</summary>
public sealed class EscalationRaceTests
{
    private static readonly Recipient Manager = new(Email: "manager@example.com", Phone: "+14155550199");

    public static TheoryData<int, string, bool, bool> Races
    {
        get
        {
            TheoryData<int, string, bool, bool> races = [];
            foreach (ControlKind kind in Enum.GetValues<ControlKind>())
            {
                for (int part = 0; part < 8; part++)
                {
                    foreach (bool dies in (bool[])[false, true])
                    {
                        races.Add(part, kind.ToString(), dies, false);
                        races.Add(part, kind.ToString(), dies, true);
                    }
                }
            }

            return races;
        }
    }

    [Theory]
    [MemberData(nameof(Races))]
    public async Task A_control_at_any_part_of_a_step_neither_loses_nor_doubles_also_when_the_process_dies_there(int at, string control, bool dies, bool isSplit)
    {
        ControlKind kind = Enum.Parse<ControlKind>(control);
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = harness.Compose(new NoticeSchedule(Every: "PT1H", Count: 2), [new Recipient(Email: "ann@example.com"), Manager, Manager]) with
        {
            LinkBase = "https://notice.example",
            StopWhenAcknowledged = AcknowledgementRule.Any,
            Escalate = [new EscalationStep("PT30M", new Reach(isSplit ? [Channel.Email, Channel.Sms] : [Channel.Email], 1, 2)), new EscalationStep("PT90M", new Reach([Channel.Sms], 1, 2))],
            Escalated = 2,
        };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(10));
        int part = 0;
        bool secondWasOut = false;
        bool? allowed = null;
        async Task Part(bool mayDie)
        {
            if (part++ == at)
            {
                secondWasOut = harness.Provider.Taken.Count(one => one.Delivery.RecipientIndex == 0) == 2;
                NoticeSchedule? schedule = kind == ControlKind.Reschedule ? new NoticeSchedule(Delay: "PT10H") : null;
                allowed = (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, new(kind, "orders", Schedule: schedule), CancellationToken.None))!.IsAllowed;
                _ = dies && mayDie ? throw new TimeoutException("the process dies here") : true;
            }
        }

        harness.Store.BeforeBegin = () => Part(mayDie: true);
        harness.Store.BeforeClose = () => Part(mayDie: true);
        harness.Store.BeforeVersion = () => Part(mayDie: false);
        await harness.Engine.AdvanceAsync(TimeSpan.FromHours(20));
        if ((await harness.ProgressAsync(notice)).Status == NoticeStatus.Paused)
        {
            await harness.ControlAsync(notice, ControlKind.Resume);
        }

        await harness.RunToEndAsync(notice);
        NoticeProgress progress = await harness.ProgressAsync(notice);

        string[] ids = [.. harness.Provider.Taken.Select(one => one.Delivery.Id).Distinct()];
        (harness.Provider.Taken.Count - ids.Length).Should().BeLessThanOrEqualTo(dies ? 2 : 0, "only what was in a provider's hands when the process died goes out again");
        progress.Counts.Values.Sum(counts => counts.Sent + counts.Uncertain).Should().Be(ids.Length, "what went out is counted");
        (await harness.DeliveriesAsync(notice)).Select(delivery => delivery.Id).Should().Contain(ids, "and listed");
        progress.HasEnded.Should().BeTrue();
        string[] expected = isSplit ? ["email", "email", "sms", "sms", "sms", "sms"] : ["email", "email", "sms", "sms"];
        string[] toManagers = [.. harness.Provider.Taken.DistinctBy(one => one.Delivery.Id).Where(one => one.Delivery.RecipientIndex > 0).Select(one => Names.Of(one.Delivery.Channel)).Order(StringComparer.Ordinal)];
        if (kind is ControlKind.Cancel or ControlKind.Acknowledge)
        {
            toManagers.Length.Should().BeLessThanOrEqualTo(expected.Length);
            progress.Status.Should().Be(allowed != true || kind == ControlKind.Acknowledge ? NoticeStatus.Completed : NoticeStatus.Cancelled);
            return;
        }

        toManagers.Should().Equal(expected, "each step goes out once, whatever becomes of the schedule beside it");
        progress.Escalation!.Steps.Should().HaveCount(2);
        harness.Provider.Taken.Where(one => one.Delivery.RecipientIndex == 0).Select(one => one.Delivery.Id).Distinct()
            .Should().HaveCount(kind == ControlKind.Trigger && allowed == true ? 3 : kind == ControlKind.Reschedule && allowed == true && secondWasOut ? 3 : 2);
    }
}
