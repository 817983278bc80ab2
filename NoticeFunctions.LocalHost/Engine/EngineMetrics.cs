using System.Diagnostics.Metrics;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>The names of LocalHost's metrics, and their instruments.</summary>
internal sealed class EngineMetrics
{
    public const string MeterName = "NoticeFunctions.LocalHost";
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);
    private readonly Meter meter;
    private readonly Counter<long> lateTimers;
    private readonly Histogram<int> batchAppends;
    private readonly Histogram<double> appendSeconds;

    public EngineMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        lateTimers = meter.CreateCounter<long>("localhost.timers.late", "{timer}", "Timers that were served more than a second after they were due.");
        batchAppends = meter.CreateHistogram<int>("localhost.journal.batch.appends", "{append}", "Appends that were committed together.");
        appendSeconds = meter.CreateHistogram<double>("localhost.journal.append.duration", "s", "How long the storage took to write a batch, retries included.");
    }

    public void Served(DateTime due, DateTime now)
    {
        if (now - due > Late)
        {
            lateTimers.Add(1);
        }
    }

    public void Committed(int appends, TimeSpan took)
    {
        batchAppends.Record(appends);
        appendSeconds.Record(took.TotalSeconds);
    }

    /// <param name="state">0 well, 1 not written at present, 2 at its end.</param>
    /// <param name="uncommittedBytes">What waits to be written.</param>
    public void Observe(Func<int> state, Func<long> uncommittedBytes)
    {
        meter.CreateObservableGauge("localhost.journal.state", state, description: "0: the journal is written; 1: its storage doesn't take it at present; 2: it is at its end.");
        meter.CreateObservableGauge("localhost.journal.uncommitted", uncommittedBytes, "By", "Bytes that wait to be written to the journal.");
    }
}
