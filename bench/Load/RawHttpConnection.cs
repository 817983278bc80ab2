using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Notice.Bench.Load;

/// <summary>
/// One keep-alive connection that reads no more of an answer than its status and its end (RFC 9112): a full HTTP client would take more of
/// the two cores than some of the systems that it measures.
/// </summary>
internal sealed class RawHttpConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly byte[] buffer = new byte[16 * 1024];

    private RawHttpConnection(Socket socket) => this.socket = socket;

    public static async Task<RawHttpConnection> OpenAsync(IPEndPoint server)
    {
        Socket opening = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await opening.ConnectAsync(server);
        return new RawHttpConnection(opening);
    }

    /// <summary>Sends a request and reads its answer.</summary>
    /// <returns>The status code.</returns>
    /// <exception cref="IOException">The connection was closed, or the answer is none that this client reads.</exception>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        int have = 0;
        while (true)
        {
            int read = await socket.ReceiveAsync(buffer.AsMemory(have));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            have += read;
            if (IsWhole(buffer.AsSpan(0, have)))
            {
                return Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int status, out _) ? status : throw new IOException("The answer has no status.");
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        int headers = answer.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
        {
            return false;
        }

        ReadOnlySpan<byte> body = answer[(headers + 4)..];
        ReadOnlySpan<byte> head = answer[..headers];
        int at = head.IndexOf("ontent-"u8);
        while (at >= 0 && !Names(head[at..]))
        {
            int further = head[(at + 1)..].IndexOf("ontent-"u8);
            at = further < 0 ? -1 : at + 1 + further;
        }

        if (at >= 0 && Utf8Parser.TryParse(head[(at + "ontent-length: ".Length)..], out int length, out _))
        {
            return body.Length >= length;
        }

        // Chunked: an answer this small ends with the empty chunk.
        return body.EndsWith("0\r\n\r\n"u8) || answer[9..12].SequenceEqual("204"u8);
    }

    private static bool Names(ReadOnlySpan<byte> header) => header.Length > 15 && (header[7] | 0x20) == 'l' && header[8..].StartsWith("ength: "u8);
}
