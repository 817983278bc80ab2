using System.Text;
using Notice.Bench.Measures;
using Notice.Bench.Systems;

namespace Notice.Bench.Report;

/// <summary>What comes in by Kafka, beside what comes in over HTTP: the platform's own, and BullMQ's with and without our durability.</summary>
internal static class DoorsTable
{
    private static readonly SystemKind[] Columns = [SystemKind.NoticeByKafka, SystemKind.Notice, SystemKind.BullMq, SystemKind.BullMqAlways];

    public static string Write(Results results)
    {
        if (double.IsNaN(results.Median(Intake.Row, SystemKind.NoticeByKafka.Name, "per second")))
        {
            return "";
        }

        StringBuilder table = new("\nBy Kafka, beside HTTP:\n\n| | ");
        table.AppendJoin(" | ", Columns.Select(system => system == SystemKind.NoticeByKafka ? system.Name : $"HTTP: {system.Name}"))
            .Append(" | ratio | must |\n|---|").Append(string.Concat(Enumerable.Repeat("---:|", Columns.Length + 2))).Append('\n');
        Row(table, results, "intake of 100,000 of 1 KB, per second", Intake.Row, "per second", "0", SystemKind.BullMq, "≥ 3");
        Row(table, results, "intake, CPU ms per notice", Intake.Row, "CPU ms", "0.000", SystemKind.BullMq, "");
        Row(table, results, "immediate, delivered per second", Measure.Doors, "per second", "0", SystemKind.Notice, "");
        Row(table, results, "immediate, CPU ms per notice", Measure.Doors, "CPU ms", "0.000", SystemKind.Notice, "");
        return table.ToString();
    }

    private static void Row(StringBuilder table, Results results, string title, string row, string value, string format, SystemKind against, string must) =>
        Table.Row(table, results, title, row, value, format, Columns, results.Median(row, against.Name, value), must);
}
