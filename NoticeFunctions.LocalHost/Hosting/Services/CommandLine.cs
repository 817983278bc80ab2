using System.ComponentModel;
using System.Diagnostics;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Runs a program to its end.</summary>
internal static class CommandLine
{
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="StartUpException">The program isn't installed, or it failed: the message says what it said.</exception>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, string folder, string needs, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new StartUpException($"'{file}' isn't on the PATH: install {needs}.", e);
        }

        using (process)
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? await output
                : throw new StartUpException($"'{file} {string.Join(' ', start.ArgumentList.Take(2))}' failed in {folder}: {OneLine(await errors + await output)}");
        }
    }

    private static string OneLine(string text)
        => string.Join(" | ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(6));
}
