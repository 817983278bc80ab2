using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Tells a process from a later one that was given the same id.</summary>
internal static class ProcessStamp
{
    private const int StartTimeField = 19;

    /// <summary>When the process was started, in the system's own unit; null where none of that id runs (a zombie doesn't).</summary>
    public static string? Of(int pid) => OperatingSystem.IsLinux() ? OfLinux(pid) : OfOther(pid);

    private static string? OfLinux(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            // The program's name stands in parentheses and may hold anything: count from the last one.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[StartTimeField] + "@" + File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static string? OfOther(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            return process.HasExited ? null : process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }
}
