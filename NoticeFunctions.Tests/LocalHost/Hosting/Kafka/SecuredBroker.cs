using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Channels;

namespace NoticeFunctions.Tests.LocalHost.Hosting.Kafka;

/// <summary>
/// So much of a broker as it takes to hear who a client says it is: TLS, ApiVersions, SaslHandshake, SaslAuthenticate (https://kafka.apache.org/protocol). Then it hangs up.
/// </summary>
internal sealed class SecuredBroker : IAsyncDisposable
{
    /// <summary>What is heard of a client that does not believe the certificate.</summary>
    public const string Refusal = "the client refuses the certificate";

    private const short ApiVersions = 18;
    private const short SaslHandshake = 17;
    private const short SaslAuthenticate = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate;
    private readonly Task accepting;

    public SecuredBroker(X509Certificate2 certificate)
    {
        this.certificate = certificate;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The SASL mechanism and the first message of the next client, or <see cref="Refusal"/>.</summary>
    public async Task<string> HearAsync() => await heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
        certificate.Dispose();
    }

    // One after the other: a client that was refused comes again.
    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(stopping.Token);
                await ServeAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using SslStream stream = new(client.GetStream());
        try
        {
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stopping.Token);
        }
        catch (AuthenticationException)
        {
            // An alert of the client's.
            heard.Writer.TryWrite(Refusal);
            return;
        }
        catch (IOException)
        {
            // It has gone without a word.
            return;
        }

        try
        {
            await ListenAsync(stream);
        }
        catch (IOException)
        {
            // The client has gone.
        }
    }

    private async Task ListenAsync(SslStream stream)
    {
        string mechanism = "";
        while (true)
        {
            byte[] size = new byte[4];
            await stream.ReadExactlyAsync(size, stopping.Token);
            byte[] request = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
            await stream.ReadExactlyAsync(request, stopping.Token);
            short version = BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(2));
            ReadOnlyMemory<byte> body = request.AsMemory(10 + Math.Max(BinaryPrimitives.ReadInt16BigEndian(request.AsSpan(8)), (short)0));
            switch (BinaryPrimitives.ReadInt16BigEndian(request))
            {
                case ApiVersions:
                    await AnswerAsync(stream, request, Versions(isFlexible: version >= 3));
                    break;
                case SaslHandshake:
                    mechanism = Encoding.UTF8.GetString(body.Span[2..]);
                    await AnswerAsync(stream, request, [0, 0, .. Number(1), 0, (byte)mechanism.Length, .. Encoding.UTF8.GetBytes(mechanism)]);
                    break;
                case SaslAuthenticate:
                    heard.Writer.TryWrite($"{mechanism} {Encoding.UTF8.GetString(body.Span[4..])}");
                    return;
                default:
                    heard.Writer.TryWrite($"request {BinaryPrimitives.ReadInt16BigEndian(request)} before the client has said who it is");
                    return;
            }
        }
    }

    private async Task AnswerAsync(SslStream stream, byte[] request, byte[] body) => await stream.WriteAsync((byte[])[.. Number(4 + body.Length), .. request[4..8], .. body], stopping.Token);

    // No error, what it understands (each from version 0 to 1, which is all that a client needs here), and no throttling.
    private static byte[] Versions(bool isFlexible)
    {
        byte[] end = isFlexible ? [0] : [];
        byte[] known = [.. new[] { SaslHandshake, ApiVersions, SaslAuthenticate }.SelectMany(api => (byte[])[0, (byte)api, 0, 0, 0, 1, .. end])];
        return isFlexible ? [0, 0, 4, .. known, .. Number(0), 0] : [0, 0, .. Number(3), .. known];
    }

    private static byte[] Number(int number)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
