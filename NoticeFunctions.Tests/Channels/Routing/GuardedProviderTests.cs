using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Routing;
using NoticeFunctions.Notices;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.LocalHost.Journal;
using NoticeFunctions.Tests.Orchestration;

namespace NoticeFunctions.Tests.Channels.Routing;

public sealed class GuardedProviderTests : IAsyncDisposable
{
    private static readonly ProviderOutcome Busy = ProviderOutcome.Transient("busy");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly MeasuredMeters meters = new();
    private readonly RecordedLog log = new();
    private readonly NoticeMetrics metrics;
    private readonly ScriptedProvider inner;
    private readonly GuardedProvider guarded;

    public GuardedProviderTests()
    {
        metrics = new(meters);
        inner = new(time);
        guarded = new(inner, "orders/email/primary", metrics, time, log);
    }

    [Fact]
    public async Task A_breaker_opens_when_most_calls_fail_says_so_and_closes_after_a_call_that_goes_well()
    {
        inner.Answer = (_, _) => Busy;
        await CallAsync(GuardedProvider.FewestCalls);
        inner.Taken.Should().HaveCount(GuardedProvider.FewestCalls);

        time.Advance(TimeSpan.FromSeconds(10));
        ProviderOutcome held = (await CallAsync()).Single();
        held.Result.Should().Be(AttemptResult.TransientFailure, "it says nothing of the message");
        held.Error.Should().Be("Provider scripted was not asked: most of its calls have failed lately.");
        held.RetryAfter.Should().Be(GuardedProvider.Break - TimeSpan.FromSeconds(10));
        inner.Taken.Should().HaveCount(GuardedProvider.FewestCalls, "nothing was asked of it");
        log.Warnings.Should().ContainSingle(line => line.Contains("orders/email/primary"));
        meters.Of("notice.breaker_opened").Sum().Should().Be(1);

        inner.Answer = (_, _) => ProviderOutcome.Accepted();
        time.Advance(GuardedProvider.Break);
        (await CallAsync(20)).Should().OnlyContain(outcome => outcome.Result == AttemptResult.Accepted);
    }

    [Fact]
    public async Task One_call_tries_whether_it_may_close_and_if_that_fails_too_it_stays_open_as_long_again()
    {
        inner.Answer = (_, _) => Busy;
        await CallAsync(GuardedProvider.FewestCalls);
        time.Advance(GuardedProvider.Break);
        (await CallAsync()).Single().Error.Should().Be("busy");
        int asked = inner.Taken.Count;

        time.Advance(GuardedProvider.Break - TimeSpan.FromSeconds(1));
        await CallAsync(5);
        inner.Taken.Should().HaveCount(asked);
    }

    [Fact]
    public async Task Fewer_than_half_that_fail_or_a_few_calls_open_nothing()
    {
        inner.Answer = (_, _) => Busy;
        await CallAsync(GuardedProvider.FewestCalls - 1);
        time.Advance(GuardedProvider.Sample * 2);

        int number = 0;
        inner.Answer = (_, _) => number++ % 3 == 0 ? Busy : ProviderOutcome.Accepted();
        await CallAsync(60);
        inner.Taken.Should().HaveCount(GuardedProvider.FewestCalls - 1 + 60);
    }

    [Fact]
    public async Task What_is_refused_for_good_or_fails_for_some_of_a_batch_is_no_sign_of_trouble()
    {
        inner.Answer = (_, _) => ProviderOutcome.Permanent("no such mailbox");
        await CallAsync(20);
        inner.Answer = (delivery, _) => delivery.RecipientIndex == 0 ? Busy : ProviderOutcome.Accepted();
        for (int call = 0; call < 20; call++)
        {
            await CallAsync(1, recipients: 2);
        }

        inner.Taken.Should().HaveCount(60);
    }

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_and_that_counts_as_failed()
    {
        TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        GuardedProvider hanging = new(new HangingProvider(called), "orders/email/primary", metrics, time, log);
        (Notice notice, Delivery[] deliveries) = Compose(recipients: 2);
        Task<IReadOnlyList<ProviderOutcome>> call = hanging.SendAsync(notice, deliveries, CancellationToken.None);
        await called.Task;
        time.Advance(GuardedProvider.LongestCall);

        (await call).Should().HaveCount(2).And.OnlyContain(outcome => outcome.Error == "Provider hanging did not answer within 6 minutes." && outcome.Result == AttemptResult.Uncertain);
    }

    [Fact]
    public async Task Calls_without_an_answer_open_it_like_those_that_fail()
    {
        inner.Answer = (_, _) => ProviderOutcome.Uncertain("cut off");
        await CallAsync(GuardedProvider.FewestCalls);

        (await CallAsync()).Single().Result.Should().Be(AttemptResult.TransientFailure, "nothing is asked of it");
        inner.Taken.Should().HaveCount(GuardedProvider.FewestCalls);
    }

    [Fact]
    public async Task What_a_provider_throws_comes_through_as_it_is()
    {
        inner.Answer = (_, _) => throw new TimeoutException("the process dies here");

        await FluentActions.Awaiting(() => CallAsync()).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task Disposing_of_it_disposes_of_the_provider()
    {
        ClosableProvider closable = new();
        await new GuardedProvider(closable, "orders/email/primary", metrics, time, log).DisposeAsync();

        closable.IsClosed.Should().BeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        await guarded.DisposeAsync();
        metrics.Dispose();
        meters.Dispose();
    }

    private async Task<IReadOnlyList<ProviderOutcome>> CallAsync(int times = 1, int recipients = 1)
    {
        List<ProviderOutcome> outcomes = [];
        (Notice notice, Delivery[] deliveries) = Compose(recipients);
        for (int call = 0; call < times; call++)
        {
            outcomes.AddRange(await guarded.SendAsync(notice, deliveries, CancellationToken.None));
        }

        return outcomes;
    }

    private (Notice Notice, Delivery[] Deliveries) Compose(int recipients) => Messages.Compose(time.GetUtcNow(), recipients);

    private sealed class HangingProvider(TaskCompletionSource called) : IProvider
    {
        public string Name => "hanging";

        public int LargestBatch => 1000;

        public async Task<IReadOnlyList<ProviderOutcome>> SendAsync(Notice notice, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
        {
            called.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return [];
        }
    }
}
