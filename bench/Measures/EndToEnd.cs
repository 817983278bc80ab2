using Notice.Bench.Load;
using Notice.Bench.Processes;
using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>Immediate notices as fast as they are taken: from the first post to the last arrival, and the CPU that it cost.</summary>
internal static class EndToEnd
{
    public const string Row = "immediate";

    private const int WarmUp = 30_000;
    private const int Notices = 30_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The value that tells one program's part of the CPU.</summary>
    public static string CpuOf(string program) => $"CPU ms, {program}";

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int count = bench.Scaled(Notices * kind.Share);
        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await bench.WarmUpAsync(system, bench.Scaled(WarmUp * kind.Share));

        await bench.ResetAsync(count);
        IReadOnlyDictionary<string, double> before = ProcessMeter.CpuMilliseconds(system.Processes);
        LoadSummary posted = await Bench.PostAsync(system, await Bench.PlanAsync(system, count));
        ArrivalSummary arrived = await bench.AllArrivedAsync(count, Limit);
        // What a delivery leaves behind (records, journal) belongs to its cost.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        IReadOnlyDictionary<string, double> after = ProcessMeter.CpuMilliseconds(system.Processes);
        Dictionary<string, double> values = new()
        {
            ["per second"] = count / ((arrived.Last - posted.Begun) / 1e6),
            ["posts per second"] = count / ((posted.Ended - posted.Begun) / 1e6),
            ["CPU ms"] = (after.Values.Sum() - before.Values.Sum()) / count,
            ["answer p99 ms"] = posted.P99,
            ["delivered p99 ms"] = arrived.P99,
            ["repeated"] = arrived.Repeated,
        };
        foreach ((string program, double used) in after)
        {
            values[CpuOf(program)] = (used - before.GetValueOrDefault(program)) / count;
        }

        return values;
    }
}
