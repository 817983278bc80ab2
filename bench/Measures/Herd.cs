using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>Many notices due at one instant: how late they come.</summary>
internal static class Herd
{
    public const string Row = "herd";

    private const int WarmUp = 10_000;
    private const int Notices = 12_800;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int count = bench.Scaled(Notices * kind.Share);
        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await bench.WarmUpAsync(system, bench.Scaled(WarmUp * kind.Share));

        await bench.ResetAsync(count);
        long due = Clock.UnixMicroseconds() + 20_000_000;
        await Bench.PostAsync(system, await Bench.PlanAsync(system, count, due: due));
        if (Clock.UnixMicroseconds() > due - 1_000_000)
        {
            throw new InvalidOperationException("The posts took too long: the notices were due before all were in.");
        }

        ArrivalSummary arrived = await bench.AllArrivedAsync(count, Limit);
        return new() { ["p50 ms"] = arrived.P50, ["p99 ms"] = arrived.P99, ["worst ms"] = arrived.Worst, ["early"] = arrived.Early, ["repeated"] = arrived.Repeated };
    }
}
