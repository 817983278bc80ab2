using System.Globalization;

namespace Notice.Bench.Processes;

/// <summary>What processes have used, read from /proc (proc(5)).</summary>
internal static class ProcessMeter
{
    // USER_HZ, which /proc counts in: 100 on every Linux that .NET runs on.
    private const double MillisecondsPerTick = 10;

    // What a command line holds, and what the tables call it; the first that fits.
    private static readonly (string Text, string Program)[] Programs =
        [("GarnetServer", "Garnet"), ("kafka-broker", "Kafka broker"), ("azurite", "Azurite"), ("redis-server", "Redis"), ("restate-server", "Restate server"), (".js", "Node.js"), ("", "host")];

    /// <summary>CPU time of the processes so far, user and system, in milliseconds, by program.</summary>
    public static IReadOnlyDictionary<string, double> CpuMilliseconds(IEnumerable<int> processes) => processes
        .GroupBy(id => Programs.First(known => CommandLine(id).Contains(known.Text, StringComparison.Ordinal)).Program, StringComparer.Ordinal)
        .ToDictionary(program => program.Key, program => program.Sum(CpuMilliseconds), StringComparer.Ordinal);

    /// <summary>Resident memory of the processes, in bytes.</summary>
    public static long ResidentBytes(IEnumerable<int> processes) => processes.Sum(id =>
        Number(File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))[6..^2]) * 1024);

    /// <summary>The processes whose command line holds the text.</summary>
    public static IReadOnlyList<int> WithCommandLine(string text) =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => Path.GetFileName(folder))
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture))
            .Where(id => id != Environment.ProcessId && CommandLine(id).Contains(text, StringComparison.Ordinal)),
    ];

    private static double CpuMilliseconds(int id)
    {
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) * MillisecondsPerTick;
    }

    private static string CommandLine(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static long Number(string text) => long.Parse(text.AsSpan().Trim(), CultureInfo.InvariantCulture);
}
