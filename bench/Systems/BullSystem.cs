using System.Globalization;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>
/// fastify in front of Bull or BullMQ on Redis with its append-only file, as a team would run it: intake and worker each have a process of
/// their own, or share one.
/// </summary>
internal sealed class BullSystem : BenchedSystem
{
    // See the row "tuning".
    private const int BestConcurrency = 100;

    /// <param name="script">bull.js or bullmq.js.</param>
    /// <param name="mail">The stub's URL.</param>
    /// <param name="fsync">Redis' appendfsync.</param>
    /// <param name="concurrency">Jobs that are worked on at a time.</param>
    /// <param name="split">Whether intake and worker have a process each.</param>
    public static async Task<BenchedSystem> StartAsync(string script, string mail, string fsync, int concurrency = BestConcurrency, bool split = true)
    {
        int redis = Ports.Free();
        string port = Text(Ports.Free());
        BullSystem system = new() { Address = $"127.0.0.1:{port}" };
        await system.StartRedisAsync(Workplace.Fresh("redis"), redis, fsync);
        foreach (string role in split ? new[] { "intake", "work" } : ["both"])
        {
            await system.StartAsync("node", [script, role, port, Text(redis), mail, Text(concurrency)], Workplace.Peers, "ready");
        }

        return system;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
