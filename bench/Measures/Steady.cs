using Notice.Bench.Load;
using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>Notices that come due evenly, at half of what the system can do at most: how late they come, minute after minute.</summary>
internal static class Steady
{
    public const string Row = "steady";

    private const int Ahead = 5_000;
    private const int WarmUp = 10_000;
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(10);

    /// <param name="bench">The shared parts.</param>
    /// <param name="kind">The system.</param>
    /// <param name="capacity">What the system delivers at most, in notices a second: measured before.</param>
    /// <exception cref="InvalidOperationException">That has not been measured yet.</exception>
    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind, double capacity)
    {
        if (double.IsNaN(capacity))
        {
            throw new InvalidOperationException($"The row {Row} takes half of what {kind.Name} delivers at most: measure the row {EndToEnd.Row} first.");
        }

        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await bench.WarmUpAsync(system, bench.Scaled(WarmUp));
        double rate = Math.Round(capacity / 2);
        int count = (int)(rate * bench.Scaled(Duration).TotalSeconds);
        await bench.ResetAsync(count);
        LoadSummary posted = await Bench.PostAsync(system, await Bench.PlanAsync(system, count, rate: rate, ahead: Ahead) with { IsPatient = true });
        ArrivalSummary arrived = await bench.AllArrivedAsync(count, TimeSpan.FromMinutes(2));
        return new() { ["rate"] = rate, ["p50 ms"] = arrived.P50, ["p99 ms"] = arrived.P99, ["worst ms"] = arrived.Worst, ["answer p99 ms"] = posted.P99, ["posted again"] = posted.Again, ["early"] = arrived.Early, ["repeated"] = arrived.Repeated };
    }
}
