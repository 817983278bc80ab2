using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using NoticeFunctions.LocalHost.Hosting.Services.Broker;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>
/// librdkafka's mock cluster in a process of its own: three brokers of the real protocol, with consumer groups and offsets, all in memory. Asked for by
/// <c>&lt;kafka&gt;</c>. A partition keeps 5 MB or 100,000 messages; then the oldest go. What it holds ends with it.
/// </summary>
/// <param name="folder">Where it runs.</param>
/// <param name="topics">The topics that it has from its start, of six partitions each; others come into being when they are used.</param>
internal sealed class KafkaBroker(string folder, IReadOnlyList<string> topics) : IDevelopmentService
{
    private const int Mark = 0x4E6F7469;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public string Name => Placeholders.Kafka;

    public int? FixedPort => null;

    public string Folder => folder;

    public RestoreCommand? Restore => null;

    public ServiceCommand Command(int port) => new(
        "dotnet",
        ["exec", .. Dependencies(), typeof(KafkaBroker).Assembly.Location, BrokerProgram.Verb, port.ToString(CultureInfo.InvariantCulture), .. topics],
        new Dictionary<string, string> { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredCompilation"] = "1" });

    public string Setting(int port) => $"127.0.0.1:{port}";

    public string Url(int port) => Setting(port);

    public string Line(int port) => $"Kafka  {Url(port)}";

    public async Task<bool> AnswersAsync(int port, CancellationToken cancellation)
    {
        using CancellationTokenSource limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, limited.Token);
            await client.GetStream().WriteAsync(AskForVersions(), limited.Token);
            byte[] head = new byte[8];
            await client.GetStream().ReadExactlyAsync(head, limited.Token);
            return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4)) == Mark;
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    // A published app has one list of what is in it, the app's; by it the runtime finds librdkafka for this system.
    private static string[] Dependencies()
    {
        string list = Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()?.GetName().Name}.deps.json");
        return !File.Exists(Path.ChangeExtension(typeof(KafkaBroker).Assembly.Location, "deps.json")) && File.Exists(list) ? ["--depsfile", list] : [];
    }

    // ApiVersions, version 0, of nobody (https://kafka.apache.org/protocol): its answer begins with its size and the request's mark.
    private static byte[] AskForVersions()
    {
        byte[] request = new byte[14];
        BinaryPrimitives.WriteInt32BigEndian(request, 10);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(4), 18);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(8), Mark);
        BinaryPrimitives.WriteInt16BigEndian(request.AsSpan(12), -1);
        return request;
    }
}
