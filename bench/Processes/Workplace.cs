using System.Diagnostics;
using System.Reflection;

namespace Notice.Bench.Processes;

/// <summary>Where things are: the repository, and the ignored folder that runs work in.</summary>
internal static class Workplace
{
    public static string Root { get; } = typeof(Workplace).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static string Peers { get; } = Path.Combine(Root, "bench", "peers");

    public static string Work { get; } = Path.Combine(Root, "bench", ".work");

    /// <summary>An empty folder for one run of one system.</summary>
    public static string Fresh(string name)
    {
        string folder = Path.Combine(Work, name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; with what it said.</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string folder)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{await output}{await error}");
        }
    }
}
