using Notice.Bench.Load;
using Notice.Bench.Processes;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>A peak comes in, and nothing of it is due before next year: from the first notice sent to the last one kept, and the CPU that it cost.</summary>
internal static class Intake
{
    public const string Row = "kafka-intake";

    private const int WarmUp = 50_000;
    private const int Notices = 100_000;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(3);
    private const long Year = 365L * 86_400_000_000;

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int count = bench.Scaled(Notices);
        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await SendAsync(system, bench.Scaled(WarmUp));
        // What was compiled meanwhile is there by then.
        await Task.Delay(bench.Scaled(Settle), TimeProvider.System);
        IReadOnlyDictionary<string, double> before = ProcessMeter.CpuMilliseconds(system.Processes);
        LoadSummary taken = await SendAsync(system, count);
        // What a notice leaves to be done (indexes) belongs to its cost.
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        IReadOnlyDictionary<string, double> after = ProcessMeter.CpuMilliseconds(system.Processes);
        Dictionary<string, double> values = new()
        {
            ["per second"] = count / ((taken.Ended - taken.Begun) / 1e6),
            ["CPU ms"] = (after.Values.Sum() - before.Values.Sum()) / count,
        };
        foreach ((string program, double used) in after)
        {
            values[EndToEnd.CpuOf(program)] = (used - before.GetValueOrDefault(program)) / count;
        }

        return values;
    }

    private static async Task<LoadSummary> SendAsync(BenchedSystem system, int count)
    {
        LoadPlan plan = await Bench.PlanAsync(system, count, due: Clock.UnixMicroseconds() + Year);
        return await Bench.PostAsync(system, plan with { Content = LoadPlan.KilobyteContent });
    }
}
