using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>One row of the comparison.</summary>
/// <param name="Row">Its name.</param>
/// <param name="Systems">Who takes part.</param>
/// <param name="MaxRounds">How many rounds it has at most.</param>
/// <param name="RunAsync">One round of one system.</param>
internal sealed record Measure(string Row, IReadOnlyList<SystemKind> Systems, int MaxRounds, Func<Bench, SystemKind, Results, Task<Dictionary<string, double>>> RunAsync)
{
    /// <summary>The row that looks for the best concurrency of the peers.</summary>
    public const string Tuning = "tuning";

    /// <summary>The row that compares the platform's two doors.</summary>
    public const string Doors = "kafka-end-to-end";

    /// <summary>The row that compares versions of the platform.</summary>
    public const string Versions = "versions";

    private static readonly SystemKind[] Peers = [SystemKind.Notice, SystemKind.BullMq, SystemKind.Bull, SystemKind.Restate];

    public static readonly IReadOnlyList<Measure> All =
    [
        new(Tuning, SystemKind.Tunings, 1, (bench, kind, _) => EndToEnd.MeasureAsync(bench, kind)),
        new(EndToEnd.Row, SystemKind.All, int.MaxValue, (bench, kind, _) => EndToEnd.MeasureAsync(bench, kind)),
        new(Herd.Row, Peers, int.MaxValue, (bench, kind, _) => Herd.MeasureAsync(bench, kind)),
        new(Pending.Row, Peers, 1, (bench, kind, _) => Pending.MeasureAsync(bench, kind)),
        new(StorageCalls.Row, [SystemKind.Notice], 1, (bench, kind, _) => StorageCalls.MeasureAsync(bench, kind)),
        new(Restart.Row, [SystemKind.Notice], 1, (bench, kind, _) => Restart.MeasureAsync(bench, kind)),
        new(Intake.Row, [SystemKind.NoticeByKafka, SystemKind.Notice, SystemKind.BullMq, SystemKind.BullMqAlways], int.MaxValue, (bench, kind, _) => Intake.MeasureAsync(bench, kind)),
        new(Doors, [SystemKind.NoticeByKafka, SystemKind.Notice], 2, (bench, kind, _) => EndToEnd.MeasureAsync(bench, kind)),
        new(FanOut.Row, [SystemKind.Notice], 3, (bench, kind, _) => FanOut.MeasureAsync(bench, kind)),
        new(Steady.Row, [SystemKind.Notice, SystemKind.Bull], 1, (bench, kind, results) => Steady.MeasureAsync(bench, kind, results.Median(EndToEnd.Row, kind.Name, "per second"))),
    ];

    /// <summary>What changes of the platform have brought: immediate notices, as it was at some commits and as it is.</summary>
    public static Measure Of(IEnumerable<string> commits) => new(Versions, [.. commits.Select(SystemKind.At), SystemKind.Notice], int.MaxValue, (bench, kind, _) => EndToEnd.MeasureAsync(bench, kind));
}
