using System.Globalization;
using Notice.Bench.Load;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>A system under test, running: takes notices over HTTP and delivers each with one call to the mail stub.</summary>
internal abstract class BenchedSystem : IAsyncDisposable
{
    private readonly List<ChildProcess> children = [];

    /// <summary>Where to post, IP address and port.</summary>
    public required string Address { get; init; }

    /// <summary>The path to post to; <c>{delay}</c> stands for the milliseconds until the notice is due.</summary>
    public virtual string Path => "/api/notices";

    /// <summary>How notices come in: the generator's verb, and where it sends them to.</summary>
    public virtual (string Verb, string Address, string Path) Door => (LoadPlan.Post, Address, Path);

    /// <summary>The token to post with, got anew for each load; null where none is asked for.</summary>
    public virtual Task<string?> TokenAsync() => Task.FromResult<string?>(null);

    /// <summary>All processes that the system consists of; the load generator and the stub are none of them.</summary>
    public virtual IReadOnlyList<int> Processes => [.. children.Select(child => child.Id)];

    protected async Task<ChildProcess> StartAsync(string program, IEnumerable<string> arguments, string folder, string readyText, IReadOnlyDictionary<string, string>? environment = null)
    {
        try
        {
            ChildProcess child = await ChildProcess.StartAsync(program, arguments, folder, readyText, environment);
            children.Add(child);
            return child;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Redis 7 with its append-only file.</summary>
    /// <param name="folder">Where it keeps that.</param>
    /// <param name="port">The loopback port.</param>
    /// <param name="fsync">Its appendfsync.</param>
    protected Task StartRedisAsync(string folder, int port, string fsync) => StartAsync(
        "redis-server",
        ["--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--dir", folder, "--appendonly", "yes", "--appendfsync", fsync, "--save", "", "--maxmemory-policy", "noeviction"],
        folder,
        "Ready to accept connections");

    /// <summary>What its processes said last.</summary>
    public string Log() => string.Join('\n', children.Select(child => child.Log()));

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (ChildProcess child in Enumerable.Reverse(children))
        {
            await child.DisposeAsync();
        }
    }
}
