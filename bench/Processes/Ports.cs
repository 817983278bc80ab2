using System.Net;
using System.Net.Sockets;

namespace Notice.Bench.Processes;

internal static class Ports
{
    /// <summary>A loopback port that is free now.</summary>
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
