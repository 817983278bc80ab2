using System.Globalization;
using System.Text.Json;
using Notice.Bench.Processes;
using Notice.Bench.Systems;
using Spectre.Console;

namespace Notice.Bench.Measures;

/// <summary>
/// Measures system after system in alternation, so that a change of the machine's mood hits all alike. What has been measured is kept after
/// every round, and a broken-off run goes on where it was, also with the rounds that gave no result.
/// </summary>
internal static class CompareCommand
{
    public static readonly string ResultsFile = Path.Combine(Workplace.Work, "results.json");

    private static readonly string TrialFile = Path.Combine(Workplace.Work, "trial.json");

    public static async Task<int> RunAsync(CompareOptions options)
    {
        Directory.CreateDirectory(Workplace.Work);
        string file = options.Trial ? TrialFile : ResultsFile;
        Results results = !options.Fresh && File.Exists(file)
            ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(file), BenchJson.Default.Results)!
            : new(Machine.Describe(), []);
        int failed = 0;
        await PrepareAsync();
        await using Bench bench = await Bench.StartAsync(options.Trial);
        IEnumerable<Measure> measures = options.Commits.Length == 0 ? Measure.All : [Measure.Of(options.Commits)];
        foreach (Measure measure in measures.Where(m => options.Rows.Length == 0 || options.Rows.Contains(m.Row)))
        {
            for (int round = 1; round <= Math.Min(options.Rounds, measure.MaxRounds); round++)
            {
                foreach (SystemKind kind in measure.Systems.Where(s => options.Systems.Length == 0 || options.Systems.Contains(s.Name)))
                {
                    if (results.Rounds.Any(r => r.Row == measure.Row && r.System == kind.Name && r.Number == round))
                    {
                        continue;
                    }

                    Dictionary<string, double> values;
                    try
                    {
                        values = await measure.RunAsync(bench, kind, results);
                    }
                    catch (Exception e)
                    {
                        // An unattended run brings what it can; the next one measures what is missing.
                        AnsiConsole.WriteLine($"{measure.Row} {round} {kind.Name}: no result, {e}");
                        failed++;
                        continue;
                    }

                    AnsiConsole.WriteLine($"{measure.Row} {round} {kind.Name}: {string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:0.###}")))}");
                    results.Rounds.Add(new(measure.Row, kind.Name, round, values));
                    await File.WriteAllTextAsync(file, JsonSerializer.Serialize(results, BenchJson.Default.Results));
                }
            }
        }

        return failed == 0 ? 0 : 1;
    }

    private static async Task PrepareAsync()
    {
        if (!Directory.Exists(Path.Combine(Workplace.Peers, "node_modules")))
        {
            await Workplace.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], Workplace.Peers);
        }

        await NoticePlatform.PrepareAsync();
    }
}
