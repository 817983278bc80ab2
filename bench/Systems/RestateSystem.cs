using System.Globalization;
using System.Net.Http.Json;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>Restate's server with one TypeScript service: the server is the intake and the scheduler, the service calls the provider in one durable step.</summary>
internal sealed class RestateSystem : BenchedSystem
{
    public override string Path => "/notices/deliver/send?delay={delay}ms";

    public static async Task<BenchedSystem> StartAsync(string mail)
    {
        string folder = Workplace.Fresh("restate");
        int ingress = Ports.Free();
        int admin = Ports.Free();
        int node = Ports.Free();
        int service = Ports.Free();
        RestateSystem system = new() { Address = $"127.0.0.1:{ingress}" };
        await system.StartAsync("node", ["restate.js", Text(service), mail], Workplace.Peers, "ready");
        await system.StartAsync(
            System.IO.Path.Combine(Workplace.Peers, "node_modules", "@restatedev", "restate-server-linux-x64", "bin", "restate-server"),
            ["--no-logo", "--base-dir", folder, "--listen-mode", "tcp", "--bind-ip", "127.0.0.1", "--advertised-host", "127.0.0.1"],
            folder,
            "became Leader",
            new Dictionary<string, string>
            {
                ["RESTATE_INGRESS__BIND_PORT"] = Text(ingress),
                ["RESTATE_ADMIN__BIND_PORT"] = Text(admin),
                ["RESTATE_BIND_PORT"] = Text(node),
                ["RESTATE_DISABLE_TELEMETRY"] = "true",
            });
        using HttpClient client = new();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await client.PostAsJsonAsync($"http://127.0.0.1:{admin}/deployments", new { uri = $"http://127.0.0.1:{service}" });
                answer.EnsureSuccessStatusCode();
                return system;
            }
            catch (HttpRequestException) when (attempt < 60)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System);
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
