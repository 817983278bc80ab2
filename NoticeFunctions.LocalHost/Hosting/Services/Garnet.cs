using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Garnet, a server of the Redis protocol, from the .NET tool that the tool manifest pins. Asked for by <c>&lt;garnet&gt;</c>.</summary>
/// <param name="manifest">dotnet-tools.json.</param>
/// <param name="packages">NuGet's folder of restored packages.</param>
/// <param name="dataFolder">Where the records are kept.</param>
internal sealed class Garnet(string manifest, string packages, string dataFolder) : IDevelopmentService
{
    private const string Tool = "garnet-server";
    private static readonly byte[] Ping = [.. "PING\r\n"u8];

    public string Name => "garnet";

    public int? FixedPort => null;

    public string Folder => dataFolder;

    public RestoreCommand? Restore
        => Program() is null ? new("dotnet", ["tool", "restore", "--tool-manifest", manifest], Path.GetDirectoryName(manifest)!, "the .NET SDK") : null;

    // Every acknowledged write is on disk (aof-commit-wait) and comes back after a kill (recover); without a storage tier, little memory
    // silently drops old records, and the default device needs libaio. The indexes count as memory, some 600 bytes a notice, and where they
    // don't fit it writes and reads whole sorted sets again and again: with 256 MB, it came to a stand at 420,000 notices. Where the append-only
    // file reaches its limit all of memory is written as a checkpoint, during which nobody is answered for seconds: so the limit is high. After
    // a crash, 1 GB is read again in a quarter of a minute. Of that file, no more than is being written need be in memory. A workstation's
    // collector keeps the memory smaller than a server's. While it waits for a commit, its idle workers would spin before they sleep: that was
    // half of its CPU.
    public ServiceCommand Command(int port) => new("dotnet",
    [
        Program() ?? throw new StartUpException($"{Tool} isn't in {packages}, although 'dotnet tool restore' has run for {manifest}."),
        "--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
        "--aof", "--aof-commit-wait", "--recover", "--checkpointdir", Path.Combine(dataFolder, "cp"),
        "--storage-tier", "--logdir", Path.Combine(dataFolder, "log"), "--device-type", "RandomAccess",
        "--memory", "2g", "--page", "4m", "--index", "16m", "--aof-size-limit", "1g", "--aof-segment-size", "64m",
        "--aof-page-size", "8m", "--aof-memory", "16m",
    ],
    new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" });

    public string Setting(int port) => $"127.0.0.1:{port}";

    public string Url(int port) => $"redis://127.0.0.1:{port}";

    public async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            await client.GetStream().WriteAsync(Ping, cancellation);
            byte[] answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer, cancellation);
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }

    // The tool's own assembly, not `dotnet tool run`: that would put a second process between us and the server.
    private string? Program()
    {
        string tools = Path.Combine(packages, Tool, Version(), "tools");
        return Directory.Exists(tools)
            ? Directory.EnumerateFiles(tools, "GarnetServer.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }

    private string Version()
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(manifest));
            return document.RootElement.GetProperty("tools").GetProperty(Tool).GetProperty("version").GetString()!;
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException)
        {
            throw new StartUpException($"{manifest}: names no version of {Tool}, which the settings ask for.", e);
        }
    }
}
