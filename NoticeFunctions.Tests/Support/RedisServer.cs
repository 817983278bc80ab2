using System.Diagnostics;
using NoticeFunctions.Tests.Support;

[assembly: AssemblyFixture(typeof(RedisServer))]

namespace NoticeFunctions.Tests.Support;

/// <summary>Redis as an operator would run it for this platform: with an append-only file, evicting nothing.</summary>
public sealed class RedisServer : RecordsServer
{
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "redis-server"))
        .FirstOrDefault(File.Exists);

    protected override Task<string?> MissingAsync() =>
        Task.FromResult(Program is null ? "redis-server is not on the PATH (apt-get install redis-server)." : null);

    protected override ProcessStartInfo Command(int port, string dataFolder) => new(
        Program!,
        ["--port", $"{port}", "--bind", "127.0.0.1", "--dir", dataFolder, "--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"]);
}
