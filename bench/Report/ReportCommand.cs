using System.Text;
using System.Text.Json;
using Notice.Bench.Measures;
using Notice.Bench.Processes;

namespace Notice.Bench.Report;

/// <summary>Puts what was measured into docs/benchmarks.md, between the markers, and draws docs/benchmarks.svg.</summary>
internal static class ReportCommand
{
    private const string Begin = "<!-- measured: written by `bench report` -->";
    private const string End = "<!-- /measured -->";

    public static async Task<int> RunAsync()
    {
        Results results = JsonSerializer.Deserialize(await File.ReadAllTextAsync(CompareCommand.ResultsFile), BenchJson.Default.Results)!;
        string page = Path.Combine(Workplace.Root, "docs", "benchmarks.md");
        string text = await File.ReadAllTextAsync(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        StringBuilder measured = new StringBuilder("\n\n").Append("On ").Append(results.Machine).Append(".\n\n").Append(Table.Write(results)).Append(ProgramTable.Write(results)).Append(DoorsTable.Write(results)).Append(VersionsTable.Write(results)).Append(TuningTable.Write(results)).Append("\n![Delivered per second and CPU per notice](benchmarks.svg)\n\n");
        await File.WriteAllTextAsync(page, string.Concat(text.AsSpan(0, begin), measured.ToString(), text.AsSpan(end)));
        await File.WriteAllTextAsync(Path.Combine(Workplace.Root, "docs", "benchmarks.svg"), Chart.Draw(results));
        await File.WriteAllTextAsync(Path.Combine(Workplace.Root, "docs", "benchmarks.json"), JsonSerializer.Serialize(results, BenchJson.Default.Results));
        return 0;
    }
}
