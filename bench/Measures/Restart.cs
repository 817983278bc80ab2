using System.Diagnostics;
using Notice.Bench.Stub;
using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>kill -9 with 100,000 notices waiting and some coming due meanwhile: how long after the new start the first is delivered.</summary>
internal static class Restart
{
    public const string Row = "restart";

    private const int Waiting = 100_000;
    private const int Due = 100;

    public static async Task<Dictionary<string, double>> MeasureAsync(Bench bench, SystemKind kind)
    {
        int waiting = bench.Scaled(Waiting);
        await using NoticePlatform platform = (NoticePlatform)await kind.StartAsync(bench.MailUrl);
        await bench.ResetAsync(waiting + Due);
        await Bench.PostAsync(platform, await Bench.PlanAsync(platform, waiting, due: Clock.UnixMicroseconds() + 86_400_000_000));
        long due = Clock.UnixMicroseconds() + 5_000_000;
        await Bench.PostAsync(platform, await Bench.PlanAsync(platform, Due, due: due) with { FirstNumber = waiting });
        await platform.KillHostAsync();
        await Task.Delay(TimeSpan.FromSeconds(6), TimeProvider.System);
        long started = Clock.UnixMicroseconds();
        long from = Stopwatch.GetTimestamp();
        await platform.StartHostAsync(bench.MailUrl);
        double open = Stopwatch.GetElapsedTime(from).TotalSeconds;
        ArrivalSummary arrived = await bench.AllArrivedAsync(Due, TimeSpan.FromSeconds(60));
        return new() { ["first delivery s"] = (arrived.First - started) / 1e6, ["all due delivered s"] = (arrived.Last - started) / 1e6, ["intake open s"] = open, ["repeated"] = arrived.Repeated };
    }
}
