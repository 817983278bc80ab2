using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Limits;
using NoticeFunctions.Telemetry;
using NoticeFunctions.Tests.LocalHost.Engine;
using NoticeFunctions.Tests.Records.InMemory;

namespace NoticeFunctions.Tests.Limits;

/// <summary>What operators learn of limits, and which ones hold.</summary>
public sealed class ApplicationQuotasTests : IDisposable
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly MeasuredMeters meters = new();
    private readonly List<string> logged = [];
    private readonly NoticeMetrics metrics;

    public ApplicationQuotasTests() => metrics = new(meters);

    [Fact]
    public async Task Refusals_are_logged_once_a_minute_for_each_application_and_counted_each_time()
    {
        ApplicationQuotas quotas = Quotas();
        await RefusedAsync(quotas, "orders", 100);
        await RefusedAsync(quotas, "billing", 100);
        logged.Should().HaveCount(2).And.ContainSingle(line => line.Contains("orders") && line.Contains("notices-per-minute") && line.Contains("of 1;"));
        meters.Of("notice.limited").Sum().Should().Be(200);

        time.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(quotas, "orders", 100);
        logged.Should().HaveCount(3);
        meters.Of("notice.limited").Sum().Should().Be(300);
    }

    [Fact]
    public async Task An_application_without_rules_of_its_own_is_held_to_the_platforms_settings()
    {
        ApplicationQuotas quotas = Quotas(new() { NoticesPerMinute = 2, PendingNotices = 0 });

        (await quotas.EnterAsync("orders", null, null)).State!.Quota.Should().Be(2);
        (await quotas.EnterAsync("orders", null, null)).Ticket.Should().NotBeNull();
        (await quotas.EnterAsync("orders", null, null)).Ticket.Should().BeNull();
        (await quotas.EnterAsync("orders", 3, null)).Ticket.Should().NotBeNull("its own rule counts, from the next notice on");
        (await quotas.EnterAsync("orders", 0, null)).Should().Be(new QuotaDecision(QuotaTicket.Free, null));
    }

    [Fact]
    public void What_is_set_unless_told_is_6000_a_minute_and_a_million_pending() =>
        (new QuotaOptions().NoticesPerMinute, new QuotaOptions().PendingNotices).Should().Be((6000, 1_000_000));

    public void Dispose()
    {
        metrics.Dispose();
        meters.Dispose();
    }

    private static async Task RefusedAsync(ApplicationQuotas quotas, string application, int times)
    {
        (await quotas.EnterAsync(application, 1, 0)).Ticket.Should().NotBeNull();
        for (int i = 0; i < times; i++)
        {
            (await quotas.EnterAsync(application, 1, 0)).Ticket.Should().BeNull();
        }
    }

    private ApplicationQuotas Quotas(QuotaOptions? options = null) => new(
        new InMemoryMinuteCounter(), new InMemoryNoticeStore(time), Options.Create(options ?? new QuotaOptions()), metrics, time, new ListLogger(logged));

    private sealed class ListLogger(List<string> lines) : ILogger<ApplicationQuotas>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
