using System.Net;
using System.Net.Sockets;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class LoopbackPort
{
    /// <summary>The wanted port if nobody serves on it, otherwise some free one.</summary>
    public static int Free(int? wanted) => wanted is int port && IsFree(port) ? port : AnyFree();

    /// <summary>Whether nobody serves on the port. Asked by connecting: a port whose server was killed can't be bound to for a while, but served on again.</summary>
    public static bool IsFree(int port)
    {
        using TcpClient client = new();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static int AnyFree()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
