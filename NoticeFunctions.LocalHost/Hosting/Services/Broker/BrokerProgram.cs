using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NoticeFunctions.LocalHost.Hosting.Services.Broker;

/// <summary>
/// The development broker's process: <c>dotnet exec NoticeFunctions.LocalHost.dll kafka-broker PORT TOPIC…</c>. The mock cluster listens where it likes, and tells
/// clients so; on the port that was asked for they meet its first broker, to begin with.
/// </summary>
internal static class BrokerProgram
{
    public const string Verb = "kafka-broker";

    public static async Task<int> Main(string[] args)
    {
        if (args is not [Verb, { } port, .. string[] topics] || !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            await Console.Error.WriteLineAsync($"The hosts of function apps start this by themselves: {Verb} PORT TOPIC...");
            return 2;
        }

        using TcpListener listener = new(IPAddress.Loopback, number);
        listener.Start();
        string first = MockCluster.Start(topics).Split(',')[0];
        while (true)
        {
            _ = JoinAsync(await listener.AcceptTcpClientAsync(), IPEndPoint.Parse(first));
        }
    }

    private static async Task JoinAsync(TcpClient client, IPEndPoint broker)
    {
        using (client)
        using (TcpClient server = new() { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(broker);
                await Task.WhenAny(client.GetStream().CopyToAsync(server.GetStream()), server.GetStream().CopyToAsync(client.GetStream()));
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                // Either side has gone; so does the other.
            }
        }
    }
}
