using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NoticeFunctions.Tests.EndToEnd.Hostile;

/// <summary>Sends bytes as they are, on a connection of their own, and reads what comes back until the server is done with it.</summary>
internal static class RawExchange
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The answer; its status is 0 where the server has closed the connection without one, and -1 where it did neither for a minute.</summary>
    public static async Task<RawAnswer> SendAsync(IPEndPoint server, RawRequest request)
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using MemoryStream received = new();
        try
        {
            await socket.ConnectAsync(server, patience.Token);
            for (int sent = 0; sent < request.Bytes.Length;)
            {
                sent += await socket.SendAsync(request.Bytes.AsMemory(sent), patience.Token);
            }

            if (request.BreaksOff)
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            byte[] buffer = new byte[16 * 1024];
            for (int read; (read = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
            {
                received.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            // Reset: whoever sends what nobody reads may not even get the answer.
        }
        catch (OperationCanceledException)
        {
            return new(-1, "");
        }

        string text = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length);
        return new(text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }
}

/// <summary>What is sent.</summary>
/// <param name="Bytes">All of it.</param>
/// <param name="BreaksOff">Whether the sender says no more although more was announced.</param>
internal sealed record RawRequest(byte[] Bytes, bool BreaksOff)
{
    public override string ToString() => Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, 600)));
}

/// <summary>What came back, every byte as a character.</summary>
internal sealed record RawAnswer(int Status, string Text);
