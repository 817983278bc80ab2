using System.Globalization;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>
/// fastify in front of Bull or BullMQ on Redis with its append-only file, as a team would run it. Intake and worker each have a process of
/// their own, which on two cores was faster than one process for both; the worker's concurrency was the best of those tried
/// (docs/benchmarks.md).
/// </summary>
internal sealed class BullSystem : BenchedSystem
{
    public static (string Roles, int Concurrency) Best { get; set; } = ("split", 100);

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
        string[] roles = Best.Roles == "split" ? ["intake", "work"] : ["both"];
        foreach (string role in roles)
        {
            await system.StartAsync("node", [script, role, port, redis, mail, Text(Best.Concurrency)], Workplace.Peers, "ready");
        }

        return system;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
