using HdrHistogram;

namespace Notice.Bench.Stub;

/// <summary>What has come in since the last reset.</summary>
internal sealed class Arrivals(int expected)
{
    private readonly Lock gate = new();
    private readonly bool[] seen = new bool[expected];
    private readonly LongHistogram lateness = new(TimeSpan.TicksPerHour, 3);
    private int distinct;
    private int repeated;
    private int early;
    private long first;
    private long last;
    private long texts;
    private long lastText;

    /// <param name="due">When it should have come, in microseconds since 1970.</param>
    /// <param name="number">Which notice, from 0.</param>
    /// <param name="now">When it came, in microseconds since 1970.</param>
    public void Add(long due, long number, long now)
    {
        lock (gate)
        {
            if (number < 0 || number >= seen.Length)
            {
                return;
            }

            if (seen[number])
            {
                repeated++;
                return;
            }

            seen[number] = true;
            distinct++;
            first = first == 0 ? now : first;
            last = now;
            early += now < due ? 1 : 0;
            lateness.RecordValue(Math.Max(0, now - due));
        }
    }

    /// <summary>Counts an SMS.</summary>
    /// <param name="now">When it came, in microseconds since 1970.</param>
    public void AddText(long now)
    {
        lock (gate)
        {
            texts++;
            lastText = now;
        }
    }

    public ArrivalSummary Summary()
    {
        lock (gate)
        {
            return new(distinct, repeated, early, first, last, Milliseconds(50), Milliseconds(99), Milliseconds(100), texts, lastText);
        }
    }

    private double Milliseconds(double percentile) => distinct == 0 ? 0 : lateness.GetValueAtPercentile(percentile) / 1000.0;
}

/// <param name="Distinct">Notices that came.</param>
/// <param name="Repeated">Arrivals of one that was there already.</param>
/// <param name="Early">Notices that came before they were due.</param>
/// <param name="First">When the first came, in microseconds since 1970.</param>
/// <param name="Last">When the last came, likewise.</param>
/// <param name="P50">Median lateness in milliseconds.</param>
/// <param name="P99">99th percentile of the lateness in milliseconds.</param>
/// <param name="Worst">The greatest lateness in milliseconds.</param>
/// <param name="Texts">SMS that came.</param>
/// <param name="LastText">When the last of them came, in microseconds since 1970.</param>
internal sealed record ArrivalSummary(int Distinct, int Repeated, int Early, long First, long Last, double P50, double P99, double Worst, long Texts, long LastText);
