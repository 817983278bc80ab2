using System.Globalization;
using System.Text.Json;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// Starts programs in a session of their own, so that they serve on when the host is killed, and ends them gently. .NET can do neither
/// portably; Node.js, which Azurite needs anyway, can.
/// </summary>
internal static class DetachedProcess
{
    private const string Needs = "Node.js 20, which starts the development services";
    private static readonly string Launcher = ReadLauncher();

    /// <returns>The process's id.</returns>
    public static async Task<int> StartAsync(ServiceCommand command, string folder, string log, CancellationToken cancellation)
    {
        string order = JsonSerializer.Serialize(new { verb = "start", file = command.File, args = command.Arguments, environment = command.Environment, folder, log });
        string pid = await CommandLine.RunAsync("node", ["-e", Launcher, order], folder, Needs, cancellation);
        return int.Parse(pid, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }

    /// <summary>Asks the process to end, and kills it when it hasn't after <paramref name="grace"/>; returns when it is gone.</summary>
    public static async Task StopAsync(int pid, TimeSpan grace, CancellationToken cancellation)
    {
        string order = JsonSerializer.Serialize(new { verb = "stop", pid, graceMilliseconds = (int)grace.TotalMilliseconds });
        await CommandLine.RunAsync("node", ["-e", Launcher, order], Path.GetTempPath(), Needs, cancellation);
    }

    private static string ReadLauncher()
    {
        using Stream stream = typeof(DetachedProcess).Assembly.GetManifestResourceStream("launcher.js")!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
