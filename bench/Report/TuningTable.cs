using System.Globalization;
using System.Text;
using Notice.Bench.Measures;
using Notice.Bench.Systems;

namespace Notice.Bench.Report;

/// <summary>What Bull and BullMQ did in each way of running them that was tried: the main table has the best.</summary>
internal static class TuningTable
{
    public static string Write(Results results)
    {
        SystemKind[] tried = [.. SystemKind.Tunings.Where(system => results.Of(Measure.Tuning, system.Name, "per second").Count > 0)];
        if (tried.Length == 0)
        {
            return "";
        }

        StringBuilder table = new("\nThe peers' concurrency, one round each:\n\n| | delivered per second | CPU ms per notice |\n|---|---:|---:|\n");
        foreach (SystemKind system in tried)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {system.Name} | {results.Median(Measure.Tuning, system.Name, "per second"):0} | {results.Median(Measure.Tuning, system.Name, "CPU ms"):0.000} |\n");
        }

        return table.ToString();
    }
}
