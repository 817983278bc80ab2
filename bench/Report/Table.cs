using System.Globalization;
using System.Text;
using Notice.Bench.Measures;
using Notice.Bench.Systems;

namespace Notice.Bench.Report;

/// <summary>The comparison as a Markdown table: medians, with the least and the greatest of the rounds, and the ratio that counts.</summary>
internal static class Table
{
    private static readonly SystemKind[] Peers = [SystemKind.BullMq, SystemKind.Bull, SystemKind.Restate];
    private static readonly SystemKind[] Columns = [SystemKind.Notice, .. Peers, SystemKind.Floor, SystemKind.NoticeOnRedis, SystemKind.BullMqAlways, SystemKind.BullAlways];

    public static string Write(Results results)
    {
        StringBuilder table = new("| | ");
        table.AppendJoin(" | ", Columns.Select(system => system.Name)).Append(" | ratio | must |\n|---|").Append(string.Concat(Enumerable.Repeat("---:|", Columns.Length + 2))).Append('\n');
        Row(table, results, "immediate, delivered per second", EndToEnd.Row, "per second", "0", Best(results, EndToEnd.Row, "per second", most: true), "≥ 2");
        Row(table, results, "immediate, CPU ms per notice", EndToEnd.Row, "CPU ms", "0.000", Best(results, EndToEnd.Row, "CPU ms", most: false), "≤ 0.7");
        Row(table, results, "immediate, share of the floor", EndToEnd.Row, "per second", "0", results.Median(EndToEnd.Row, SystemKind.Floor.Name, "per second"), "≥ 0.5");
        Row(table, results, "herd of 12,800, p99 lateness, ms", Herd.Row, "p99 ms", "0", Best(results, Herd.Row, "p99 ms", most: false), "≤ 0.5");
        Row(table, results, "steady at half of capacity, p99 lateness, ms", Steady.Row, "p99 ms", "0.0", double.NaN, "≤ 100 ms");
        Row(table, results, "memory per pending notice, bytes", Pending.Row, "bytes", "0", Best(results, Pending.Row, "bytes", most: false), "≤ 1");
        Row(table, results, "of it the host alone, bytes", Pending.Row, "host bytes", "0", double.NaN, "≤ 600");
        Row(table, results, "storage calls per notice", StorageCalls.Row, "per notice", "0.000", double.NaN, "≤ 0.1");
        Row(table, results, "restart with 100,000 pending, first delivery, s", Restart.Row, "first delivery s", "0.00", double.NaN, "< 5");
        return table.ToString();
    }

    private static double Best(Results results, string row, string value, bool most)
    {
        // A process that gave memory back meanwhile took less than nothing: that is no measure for others.
        IEnumerable<double> medians = Peers.Select(peer => results.Median(row, peer.Name, value)).Where(median => median > 0).DefaultIfEmpty(double.NaN);
        return most ? medians.Max() : medians.Min();
    }

    private static void Row(StringBuilder table, Results results, string title, string row, string value, string format, double against, string must) =>
        Row(table, results, title, row, value, format, Columns, against, must);

    /// <summary>Writes one line.</summary>
    /// <param name="table">The table.</param>
    /// <param name="results">What was measured.</param>
    /// <param name="title">What the line is called.</param>
    /// <param name="row">Which measure.</param>
    /// <param name="value">Which of its values.</param>
    /// <param name="format">How that is written.</param>
    /// <param name="columns">The systems, ours first.</param>
    /// <param name="against">What ours is set against; NaN for nothing.</param>
    /// <param name="must">What the ratio has to be.</param>
    public static void Row(StringBuilder table, Results results, string title, string row, string value, string format, IReadOnlyList<SystemKind> columns, double against, string must)
    {
        double ours = results.Median(row, columns[0].Name, value);
        string ratio = double.IsNaN(ours / against) ? "" : (ours / against).ToString("0.00", CultureInfo.InvariantCulture);
        table.Append("| ").Append(title).Append(" | ").AppendJoin(" | ", columns.Select(system => Cell(results.Of(row, system.Name, value), results.Median(row, system.Name, value), format)))
            .Append(" | ").Append(ratio).Append(" | ").Append(must).Append(" |\n");
    }

    private static string Cell(IReadOnlyList<double> rounds, double median, string format) => rounds.Count switch
    {
        0 => "",
        1 => Text(median, format),
        _ => $"{Text(median, format)} ({Text(rounds[0], format)}–{Text(rounds[^1], format)})",
    };

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
