using Notice.Bench.Processes;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>What a notice costs in memory while it waits: what 100,000 of them add to all processes of a system that has been at work and is idle.</summary>
internal static class Pending
{
    public const string Row = "pending";

    private const int WarmUp = 10_000;
    private const int Count = 100_000;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int count = bench.Scaled(Count);
        await using BenchedSystem system = await kind.StartAsync(bench.MailUrl);
        await bench.WarmUpAsync(system, bench.Scaled(WarmUp));
        await Task.Delay(bench.Scaled(Idle), TimeProvider.System);
        (double all, double host) before = Resident(system);
        await bench.ResetAsync(count);
        await Bench.PostAsync(system, await Bench.PlanAsync(system, count, due: Clock.UnixMicroseconds() + 86_400_000_000));
        await Task.Delay(bench.Scaled(Idle), TimeProvider.System);
        (double all, double host) after = Resident(system);
        Dictionary<string, double> values = new() { ["bytes"] = (after.all - before.all) / count, ["MB before"] = before.all / 1e6, ["MB after"] = after.all / 1e6 };
        if (system is NoticePlatform)
        {
            values["host bytes"] = (after.host - before.host) / count;
        }

        return values;
    }

    private static (double All, double Host) Resident(BenchedSystem system) =>
        (ProcessMeter.ResidentBytes(system.Processes), system is NoticePlatform platform ? ProcessMeter.ResidentBytes([platform.Host]) : 0);
}
