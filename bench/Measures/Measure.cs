using Notice.Bench.Systems;

namespace Notice.Bench.Measures;

/// <summary>One row of the comparison.</summary>
/// <param name="Row">Its name.</param>
/// <param name="Systems">Who takes part.</param>
/// <param name="MaxRounds">How many rounds it has at most.</param>
/// <param name="RunAsync">One round of one system.</param>
internal sealed record Measure(string Row, IReadOnlyList<SystemKind> Systems, int MaxRounds, Func<Bench, SystemKind, Task<Dictionary<string, double>>> RunAsync)
{
    private static readonly SystemKind[] Peers = [SystemKind.Notice, SystemKind.BullMq, SystemKind.Bull, SystemKind.Restate];

    public static readonly IReadOnlyList<Measure> All =
    [
        new(EndToEnd.Row, SystemKind.All, int.MaxValue, EndToEnd.MeasureAsync),
        new(Herd.Row, Peers, int.MaxValue, Herd.MeasureAsync),
    ];
}
