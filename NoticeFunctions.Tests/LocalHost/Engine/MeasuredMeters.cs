using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NoticeFunctions.Tests.LocalHost.Engine;

/// <summary>Makes meters, and keeps what they measure.</summary>
internal sealed class MeasuredMeters : IMeterFactory
{
    private readonly ConcurrentQueue<(string Name, double Value)> measured = new();
    private readonly ConcurrentBag<Meter> meters = [];
    private readonly MeterListener listener = new();

    public MeasuredMeters()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, this))
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured.Enqueue((instrument.Name, value)));
        listener.Start();
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        Meter meter = new(options);
        meters.Add(meter);
        return meter;
    }

    /// <summary>What was measured under a name so far, gauges at this moment.</summary>
    public IReadOnlyList<double> Of(string name)
    {
        listener.RecordObservableInstruments();
        return [.. measured.Where(one => one.Name == name).Select(one => one.Value)];
    }

    public void Dispose()
    {
        listener.Dispose();
        foreach (Meter meter in meters)
        {
            meter.Dispose();
        }
    }
}
