using System.Diagnostics.Metrics;
using NoticeFunctions.LocalHost.Engine;

namespace NoticeFunctions.LocalHost.Hosting.Kafka;

/// <summary>The metrics of Kafka functions.</summary>
internal sealed class KafkaMetrics
{
    private readonly Counter<long> consumed;
    private readonly Counter<long> failures;

    public KafkaMetrics(IMeterFactory meters, Func<IEnumerable<Measurement<long>>> lag)
    {
        Meter meter = meters.Create(EngineMetrics.MeterName);
        meter.CreateObservableGauge("localhost.kafka.lag", lag, "{message}", "Messages of the partitions that this host has which their function has not done yet, by function and partition.");
        consumed = meter.CreateCounter<long>("localhost.kafka.consumed", "{message}", "Messages that their function has done, by function.");
        failures = meter.CreateCounter<long>("localhost.kafka.failures", "{invocation}", "Invocations of Kafka functions that failed, by function.");
    }

    public void Consumed(string function, int count) => consumed.Add(count, KeyValuePair.Create("function", (object?)function));

    public void Failed(string function) => failures.Add(1, KeyValuePair.Create("function", (object?)function));
}
