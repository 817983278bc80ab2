using System.Globalization;
using Notice.Bench.Processes;

namespace Notice.Bench.Systems;

/// <summary>The floor: see <see cref="Floor.FloorHost"/>.</summary>
internal sealed class FloorSystem : BenchedSystem
{
    public static async Task<BenchedSystem> StartAsync(string mail)
    {
        int port = Ports.Free();
        FloorSystem system = new() { Address = $"127.0.0.1:{port}" };
        await system.StartAsync(Environment.ProcessPath!, ["floor", port.ToString(CultureInfo.InvariantCulture), mail], Workplace.Root, "ready");
        return system;
    }
}
