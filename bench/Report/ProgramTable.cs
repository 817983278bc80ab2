using System.Globalization;
using System.Text;
using Notice.Bench.Measures;
using Notice.Bench.Systems;

namespace Notice.Bench.Report;

/// <summary>Which of a system's programs an immediate notice's CPU goes to.</summary>
internal static class ProgramTable
{
    public static string Write(Results results)
    {
        string prefix = EndToEnd.CpuOf("");
        string[] programs = [.. results.Rounds.Where(round => round.Row == EndToEnd.Row).SelectMany(round => round.Values.Keys).Where(value => value.StartsWith(prefix, StringComparison.Ordinal)).Distinct()];
        if (programs.Length == 0)
        {
            return "";
        }

        StringBuilder table = new("\nCPU ms per immediate notice, by program:\n\n| | ");
        table.AppendJoin(" | ", programs.Select(program => program[prefix.Length..])).Append(" |\n|---|").Append(string.Concat(Enumerable.Repeat("---:|", programs.Length))).Append('\n');
        foreach (SystemKind system in SystemKind.All.Where(system => results.Of(EndToEnd.Row, system.Name, "CPU ms").Count > 0))
        {
            table.Append("| ").Append(system.Name).Append(" | ").AppendJoin(" | ", programs.Select(program => Cell(results.Median(EndToEnd.Row, system.Name, program)))).Append(" |\n");
        }

        return table.ToString();
    }

    private static string Cell(double median) => double.IsNaN(median) ? "" : median.ToString("0.000", CultureInfo.InvariantCulture);
}
