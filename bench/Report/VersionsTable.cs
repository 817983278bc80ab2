using System.Globalization;
using System.Text;
using Notice.Bench.Measures;

namespace Notice.Bench.Report;

/// <summary>The platform as it was at some commits, beside the present one.</summary>
internal static class VersionsTable
{
    public static string Write(Results results)
    {
        string[] versions = [.. results.Rounds.Where(round => round.Row == Measure.Versions).Select(round => round.System).Distinct()];
        if (versions.Length == 0)
        {
            return "";
        }

        StringBuilder table = new("\nWhat changes have brought, in one run:\n\n| | delivered per second | CPU ms per notice |\n|---|---:|---:|\n");
        foreach (string version in versions)
        {
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {version} | {results.Median(Measure.Versions, version, "per second"):0} | {results.Median(Measure.Versions, version, "CPU ms"):0.000} |\n");
        }

        return table.ToString();
    }
}
