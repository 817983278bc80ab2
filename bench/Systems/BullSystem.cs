using System.Globalization;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>
/// fastify in front of Bull or BullMQ on Redis with its append-only file, as a team would run it: intake and worker each have a process of
/// their own.
/// </summary>
internal sealed class BullSystem : BenchedSystem
{
    // A choice, not a finding: other concurrencies, and one process for both, have not been tried yet.
    private const int Concurrency = 100;

    /// <param name="script">bull.js or bullmq.js.</param>
    /// <param name="mail">The stub's URL.</param>
    /// <param name="fsync">Redis' appendfsync.</param>
    public static async Task<BenchedSystem> StartAsync(string script, string mail, string fsync)
    {
        string folder = Workplace.Fresh("redis");
        string redis = Text(Ports.Free());
        string port = Text(Ports.Free());
        BullSystem system = new() { Address = $"127.0.0.1:{port}" };
        await system.StartAsync(
            "redis-server",
            ["--bind", "127.0.0.1", "--port", redis, "--dir", folder, "--appendonly", "yes", "--appendfsync", fsync, "--save", "", "--maxmemory-policy", "noeviction"],
            folder,
            "Ready to accept connections");
        foreach (string role in new[] { "intake", "work" })
        {
            await system.StartAsync("node", [script, role, port, redis, mail, Text(Concurrency)], Workplace.Peers, "ready");
        }

        return system;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
