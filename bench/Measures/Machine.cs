using System.Globalization;
using System.Runtime.InteropServices;

namespace Notice.Bench.Measures;

internal static class Machine
{
    /// <summary>Cores, processor, memory and system, in one line.</summary>
    public static string Describe()
    {
        string processor = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        long gigabytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores of {processor}, {gigabytes} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");
    }
}
