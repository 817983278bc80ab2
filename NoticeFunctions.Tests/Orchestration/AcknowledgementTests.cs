using AwesomeAssertions;
using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Tests.Channels;

namespace NoticeFunctions.Tests.Orchestration;

public sealed class AcknowledgementTests
{
    private static readonly NoticeSchedule Endless = new(Every: "PT10M");
    private static readonly Recipient[] Two = [new(Email: "ann@example.com"), new(Email: "bob@example.com")];

    [Fact]
    public async Task A_reminder_goes_on_until_it_is_acknowledged_and_then_ends_completed()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, AcknowledgementRule.Any);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(25));

        await AcknowledgeAsync(harness, notice, recipient: 1);

        harness.Provider.Taken.Should().HaveCount(6, "three times two");
        (await harness.Engine.GetAsync(notice.Id)).ReadOutputAs<string>().Should().Be("completed");
        NoticeProgress progress = await harness.ProgressAsync(notice);
        (progress.Status, progress.Reason, progress.NextDue).Should().Be((NoticeStatus.Completed, "acknowledged", null));
    }

    [Fact]
    public async Task Where_each_has_to_acknowledge_who_has_gets_nothing_more_and_the_last_one_ends_it()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await PostAsync(harness, AcknowledgementRule.Each);
        await AcknowledgeAsync(harness, notice, recipient: 0);
        await harness.Engine.AdvanceAsync(TimeSpan.FromMinutes(25));
        harness.Provider.Taken.Select(one => one.Delivery.RecipientIndex).Should().Equal(0, 1, 1, 1);

        await AcknowledgeAsync(harness, notice, recipient: 1);

        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
        (await harness.DeliveriesAsync(notice)).Where(delivery => delivery.Status == DeliveryStatus.Skipped)
            .Should().HaveCount(2).And.OnlyContain(delivery => delivery.Reason == "acknowledged" && delivery.RecipientIndex == 0);
    }

    [Fact]
    public async Task An_acknowledgement_that_ends_nothing_is_kept_all_the_same()
    {
        await using NoticeHarness harness = await NoticeHarness.StartAsync();
        Notice notice = await harness.PostAsync();

        (await AcknowledgeAsync(harness, notice, recipient: 0)).IsAllowed.Should().BeTrue();

        (await harness.Store.GetAsync(notice.Key, CancellationToken.None))!.Control!.Acknowledged.Should().Equal(0);
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task Each_message_holds_a_link_of_its_own_recipients()
    {
        RecordingProvider provider = new();
        await using NoticeHarness harness = await NoticeHarness.StartAsync(providers: _ => FixedRouting.To(provider));
        Notice notice = await PostAsync(harness, AcknowledgementRule.Any);

        foreach ((string text, int recipient) in provider.Texts.Take(2).Select((text, index) => (text, index)))
        {
            string token = text.Split("https://notice.example/a/")[1];
            harness.Tokens.Read(token).Should().Be(new Acknowledger(notice.Key, recipient));
        }

        await AcknowledgeAsync(harness, notice, recipient: null);
    }

    private static async Task<Notice> PostAsync(NoticeHarness harness, AcknowledgementRule rule)
    {
        Notice notice = harness.Compose(Endless, Two) with { StopWhenAcknowledged = rule, LinkBase = "https://notice.example" };
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        return notice;
    }

    private static async Task<ControlResult> AcknowledgeAsync(NoticeHarness harness, Notice notice, int? recipient)
    {
        ControlResult result = (await harness.Controls.ControlAsync(
            harness.Engine.Client, notice.Key, new(ControlKind.Acknowledge, "orders", Recipient: recipient), CancellationToken.None))!;
        await harness.Engine.Engine.WhenIdleAsync();
        return result;
    }

    private sealed class RecordingProvider : IProvider
    {
        public List<string> Texts { get; } = [];

        public string Name => "recording";

        public int LargestBatch => 1000;

        public Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
        {
            Texts.AddRange(deliveries.Select(_ => notice.Content.Text));
            return Task.FromResult<IReadOnlyList<ProviderOutcome>>([.. deliveries.Select(_ => ProviderOutcome.Accepted())]);
        }
    }
}
