using System.Diagnostics.Metrics;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Telemetry;

/// <summary>Every metric of the platform: the names are a promise to dashboards and alerts.</summary>
internal sealed class NoticeMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Notice";

    private readonly Meter meter;
    private readonly Counter<long> accepted;
    private readonly Counter<long> refused;
    private readonly Counter<long> limited;
    private readonly Counter<long> attempts;
    private readonly Counter<long> ended;
    private readonly Counter<long> lost;
    private readonly Counter<long> ceiling;
    private readonly Counter<long> missed;
    private readonly Gauge<long> overdue;
    private readonly Counter<long> failovers;
    private readonly Counter<long> breakers;
    private readonly Counter<long> deadLettered;
    private readonly Histogram<double> lateness;

    /// <summary>Makes the instruments.</summary>
    public NoticeMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        accepted = meter.CreateCounter<long>("notice.accepted", "{notice}", "Notices that were accepted.");
        refused = meter.CreateCounter<long>("notice.refused", "{request}", "Requests that were refused as wrong.");
        limited = meter.CreateCounter<long>("notice.limited", "{request}", "Requests that were refused for a limit of their application, by application and limit.");
        attempts = meter.CreateCounter<long>("notice.delivery.attempts", "{attempt}", "Attempts of deliveries, by channel, provider and result.");
        ended = meter.CreateCounter<long>("notice.ended", "{notice}", "Notices that ended, by status.");
        lost = meter.CreateCounter<long>("notice.record_lost", "{notice}", "Notices whose record was gone when they came due: alert on any.");
        ceiling = meter.CreateCounter<long>("notice.ceiling", "{firing}", "Firings that the ceiling held back: alert on any.");
        missed = meter.CreateCounter<long>("notice.missed", "{occurrence}", "Occurrences that could not be fired in time and were left out.");
        overdue = meter.CreateGauge<long>("notice.overdue", "{notice}", "Notices whose due instant passed more than five minutes ago without anything being done, as the watchdog's latest look has it: alert on any.");
        failovers = meter.CreateCounter<long>("notice.delivery.failovers", "{delivery}", "Deliveries that went on to a fallback, by channel and the provider that failed.");
        breakers = meter.CreateCounter<long>("notice.breaker_opened", "{opening}", "How often a provider was left alone because most of its calls failed: alert on many.");
        deadLettered = meter.CreateCounter<long>("notice.dead_lettered", "{message}", "Messages from Kafka that could not be accepted, by reason.");
        lateness = meter.CreateHistogram<double>("notice.lateness", "s", "Time between an occurrence's due instant and the first call of a provider.");
    }

    /// <summary>A notice was accepted.</summary>
    public void Accepted() => accepted.Add(1);

    /// <summary>A request was refused as wrong.</summary>
    public void Refused() => refused.Add(1);

    /// <summary>A request was refused for a limit of its application.</summary>
    public void Limited(string application, string limit) =>
        limited.Add(1, new KeyValuePair<string, object?>("application", application), new KeyValuePair<string, object?>("limit", limit));

    /// <summary>A message from Kafka became a dead letter.</summary>
    public void DeadLettered(string reason) => deadLettered.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A provider was asked.</summary>
    public void Attempted(Channel channel, string provider, AttemptResult result, int count) => attempts.Add(
        count,
        new KeyValuePair<string, object?>("channel", Names.Of(channel)),
        new KeyValuePair<string, object?>("provider", provider),
        new KeyValuePair<string, object?>("result", Names.Of(result)));

    /// <summary>Deliveries went on to a fallback.</summary>
    public void FailedOver(Channel channel, string failed, int count) =>
        failovers.Add(count, new KeyValuePair<string, object?>("channel", Names.Of(channel)), new KeyValuePair<string, object?>("provider", failed));

    /// <summary>A provider is left alone for a while.</summary>
    public void BreakerOpened(string provider) => breakers.Add(1, new KeyValuePair<string, object?>("provider", provider));

    /// <summary>A notice ended.</summary>
    public void Ended(NoticeStatus status) => ended.Add(1, new KeyValuePair<string, object?>("status", Names.Of(status)));

    /// <summary>A record was gone.</summary>
    public void RecordLost() => lost.Add(1);

    /// <summary>The ceiling held a firing back.</summary>
    public void HeldBack() => ceiling.Add(1);

    /// <summary>Occurrences were left out.</summary>
    public void Missed(int occurrences) => missed.Add(occurrences);

    /// <summary>The watchdog has found so many.</summary>
    public void Overdue(int notices) => overdue.Record(notices);

    /// <summary>An occurrence goes out so long after its due instant.</summary>
    public void Late(Channel channel, TimeSpan by) => lateness.Record(by.TotalSeconds, new KeyValuePair<string, object?>("channel", Names.Of(channel)));

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();
}
