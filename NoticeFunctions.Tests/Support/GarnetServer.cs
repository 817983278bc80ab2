using System.Diagnostics;
using System.Text.Json;
using NoticeFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(GarnetServer))]

namespace NoticeFunctions.Tests.Support;

/// <summary>Garnet with the flags that the platform runs it with on a developer's machine.</summary>
public sealed class GarnetServer : RecordsServer
{
    private readonly Lazy<Task<(string? Program, string? Missing)>> tool = new(FindAsync);

    protected override async Task<string?> MissingAsync() => (await tool.Value).Missing;

    protected override ProcessStartInfo Command(int port, string dataFolder) => new(
        "dotnet",
        [
            "exec", tool.Value.Result.Program!, "--port", $"{port}", "--bind", "127.0.0.1", "--aof", "--aof-commit-wait", "--recover",
            "--checkpointdir", Path.Combine(dataFolder, "cp"), "--storage-tier", "--logdir", Path.Combine(dataFolder, "log"),
            "--device-type", "RandomAccess", "--memory", "256m", "--page", "4m", "--index", "16m", "--aof-size-limit", "128m", "--aof-segment-size", "64m",
        ])
    {
        WorkingDirectory = dataFolder,
        Environment = { ["DOTNET_gcServer"] = "0" },
    };

    // The tool's own assembly rather than `dotnet garnet-server`, which would put a process in between that does not pass its end on.
    private static async Task<(string? Program, string? Missing)> FindAsync()
    {
        string manifest = Path.Combine(SourceTree.Root, ".config", "dotnet-tools.json");
        using JsonDocument document = JsonDocument.Parse(await File.ReadAllTextAsync(manifest));
        string version = document.RootElement.GetProperty("tools").GetProperty("garnet-server").GetProperty("version").GetString()!;
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string folder = Path.Combine(packages, "garnet-server", version, "tools", "net10.0", "any");
        if (!Directory.Exists(folder))
        {
            using Process restore = Process.Start(new ProcessStartInfo("dotnet", ["tool", "restore"])
            {
                WorkingDirectory = SourceTree.Root,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            })!;
            await restore.StandardOutput.ReadToEndAsync();
            await restore.WaitForExitAsync();
        }

        string program = Path.Combine(folder, "GarnetServer.dll");
        return File.Exists(program) ? (program, null) : (null, $"garnet-server {version} is not here and could not be restored (dotnet tool restore).");
    }
}
