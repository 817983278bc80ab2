using NoticeFunctions.Channels;
using NoticeFunctions.Controls;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Tests.Channels;

namespace NoticeFunctions.Tests.Orchestration;

/// <summary>Notices to thousands, part by part.</summary>
public sealed class FanOutTests
{
    private const int Parts = 30;
    private const int OfAPart = 2;

    // One of each channel.
    private const int AtATime = 3;

    // Every five hundredth can be reached: the parts are as many as if all could.
    private static readonly IReadOnlyList<Recipient> TenThousand =
    [
        .. Enumerable.Range(0, 10_000).Select(number => number % 500 == 0
            ? new Recipient(Email: $"user{number}@example.com", Phone: $"+1415555{number:0000}", Device: $"device-{number}")
            : new Recipient(User: $"user{number}")),
    ];

    [Fact]
    public async Task Only_a_few_parts_are_under_way_at_a_time_and_all_of_them_arrive()
    {
        GatedProvider provider = new();
        await using NoticeHarness harness = await NoticeHarness.StartAsync(providers: _ => FixedRouting.To(provider));
        Notice notice = await StartAsync(harness);
        await provider.WhenCalled(AtATime);
        byte[] history = (await harness.Engine.Engine.GetHistoryAsync(notice.Id, CancellationToken.None))!;

        HistoryDump.ToLines(history).Count(line => line.Contains(nameof(TaskScheduled), StringComparison.Ordinal)).Should().Be(AtATime);

        provider.Open();
        await harness.Engine.Engine.WhenIdleAsync();
        (provider.Calls, provider.Most).Should().Be((Parts, AtATime));
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Status.Should().Be(NoticeStatus.Completed);
        progress.Counts.Values.Sum(counts => counts.Sent).Should().Be(Parts * OfAPart);
    }

    [Fact]
    public async Task A_cancel_stops_everything_but_the_parts_that_are_under_way()
    {
        GatedProvider provider = new();
        await using NoticeHarness harness = await NoticeHarness.StartAsync(providers: _ => FixedRouting.To(provider));
        Notice notice = await StartAsync(harness);
        await provider.WhenCalled(AtATime);

        (await harness.Controls.ControlAsync(harness.Engine.Client, notice.Key, new ControlRequest(ControlKind.Cancel, notice.Application), CancellationToken.None))!.IsAllowed.Should().BeTrue();
        provider.Open();
        await harness.Engine.Engine.WhenIdleAsync();

        provider.Calls.Should().Be(AtATime);
        NoticeProgress progress = await harness.ProgressAsync(notice);
        progress.Status.Should().Be(NoticeStatus.Cancelled);
        progress.Counts.Values.Sum(counts => counts.Sent).Should().Be(AtATime * OfAPart);
    }

    [Fact]
    public async Task A_channel_whose_provider_does_not_answer_holds_up_no_other()
    {
        GatedProvider slow = new();
        GatedProvider quick = new();
        quick.Open();
        await using NoticeHarness harness = await NoticeHarness.StartAsync(providers: _ => new FixedRouting((channel, _) => [new Carrier(channel == Channel.Sms ? slow : quick)]));
        Notice notice = await StartAsync(harness);
        await Task.WhenAll(slow.WhenCalled(1), quick.WhenCalled(Parts / 3 * 2));

        slow.Calls.Should().Be(1);

        slow.Open();
        await harness.Engine.Engine.WhenIdleAsync();
        (slow.Calls, slow.Most).Should().Be((Parts / 3, 1));
        (await harness.ProgressAsync(notice)).Status.Should().Be(NoticeStatus.Completed);
    }

    [Fact]
    public async Task Of_a_channel_by_itself_two_parts_are_under_way()
    {
        GatedProvider provider = new();
        await using NoticeHarness harness = await NoticeHarness.StartAsync(providers: _ => FixedRouting.To(provider));
        await StartAsync(harness, Channel.Email);
        await provider.WhenCalled(2);
        provider.Open();
        await harness.Engine.Engine.WhenIdleAsync();

        (provider.Calls, provider.Most).Should().Be((Parts / 3, 2));
    }

    private static async Task<Notice> StartAsync(NoticeHarness harness, params Channel[] channels)
    {
        Notice notice = harness.Compose(to: TenThousand, channels: channels is [] ? [Channel.Email, Channel.Sms, Channel.App] : channels);
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        (await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None)).Should().BeTrue();
        return notice;
    }

    /// <summary>A provider that holds every call until it is opened.</summary>
    private sealed class GatedProvider : IProvider
    {
        private readonly Lock gate = new();
        private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int wanted = int.MaxValue;
        private int running;

        public string Name => "gated";

        public int LargestBatch => 1000;

        public int Calls { get; private set; }

        /// <summary>The most calls that were under way at once.</summary>
        public int Most { get; private set; }

        public Task WhenCalled(int calls)
        {
            lock (gate)
            {
                wanted = calls;
                Tell();
            }

            return called.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }

        public void Open() => open.SetResult();

        public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
        {
            lock (gate)
            {
                Calls++;
                running++;
                Most = Math.Max(Most, running);
                Tell();
            }

            await open.Task;
            lock (gate)
            {
                running--;
            }

            return [.. deliveries.Select(_ => ProviderOutcome.Accepted())];
        }

        private void Tell()
        {
            if (Calls >= wanted)
            {
                called.TrySetResult();
            }
        }
    }
}
