using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

/// <summary>What calls itself a mail server and is none: a test says what it does with a connection.</summary>
internal sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly Task serving;

    public SmtpStub(Func<Line, Task> talk)
    {
        listener.Start();
        serving = ServeAsync(talk);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>How many connections there were.</summary>
    public int Connections { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Stop();
        await serving;
        ending.Dispose();
    }

    private async Task ServeAsync(Func<Line, Task> talk)
    {
        try
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync(ending.Token);
                Connections++;
                try
                {
                    using Line line = new(client.GetStream(), ending.Token);
                    await talk(line);
                }
                catch (IOException)
                {
                    // The client has had enough.
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    /// <summary>One connection.</summary>
    internal sealed class Line(NetworkStream stream, CancellationToken ending) : IDisposable
    {
        private readonly StreamReader reader = new(stream, Encoding.Latin1);

        public void Dispose() => reader.Dispose();

        public async Task SayAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), ending);

        /// <summary>The next line that the client says.</summary>
        public async Task<string> HearAsync() => await reader.ReadLineAsync(ending) ?? throw new IOException("hung up");

        /// <summary>Listens until the client says a line that begins so, answering every one before it.</summary>
        public async Task HearAsync(string beginning, string answer = "250 OK\r\n")
        {
            while (!(await HearAsync()).StartsWith(beginning, StringComparison.Ordinal))
            {
                await SayAsync(answer);
            }
        }

        /// <summary>Takes a mail in up to its end, or its first line alone.</summary>
        public async Task TakeMailAsync(bool whole)
        {
            await SayAsync("220 stub\r\n");
            await HearAsync("DATA");
            await SayAsync("354 go on\r\n");
            while (await HearAsync() != "." && whole)
            {
            }
        }
    }
}
