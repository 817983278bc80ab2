using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>Many notices due at one instant: how late they come.</summary>
internal static class Herd
{
    public const string Row = "herd";

    private const int WarmUp = 5_000;
    private const int Count = 12_800;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await bench.ResetAsync(WarmUp);
        await Bench.PostAsync(Bench.Plan(system, WarmUp));
        await bench.AllArrivedAsync(WarmUp, Limit);

        await bench.ResetAsync(Count);
        long due = Clock.UnixMicroseconds() + 20_000_000;
        await Bench.PostAsync(Bench.Plan(system, Count, due: due));
        if (Clock.UnixMicroseconds() > due - 1_000_000)
        {
            throw new InvalidOperationException("The posts took too long: the notices were due before all were in.");
        }

        ArrivalSummary arrived = await bench.AllArrivedAsync(Count, Limit);
        return new() { ["p50 ms"] = arrived.P50, ["p99 ms"] = arrived.P99, ["worst ms"] = arrived.Worst, ["early"] = arrived.Early, ["repeated"] = arrived.Repeated };
    }
}
