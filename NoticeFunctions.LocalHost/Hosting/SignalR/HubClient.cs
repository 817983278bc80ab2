using System.Threading.Channels;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// A client's connection, with a queue of its own: whoever sends waits for no client. One that reads so slowly that more waits for it than
/// may is disconnected, and can connect again.
/// </summary>
internal sealed class HubClient(HubConnectionContext connection, HubPrincipal principal, int mostWaitingBytes, ILogger logger)
{
    private readonly Channel<SerializedHubMessage> queue = Channel.CreateUnbounded<SerializedHubMessage>(new() { SingleReader = true });
    private long waiting;

    public string ConnectionId => connection.ConnectionId;

    /// <summary>Empty for an anonymous client.</summary>
    public string User => principal.UserId;

    public string Hub => principal.Hub;

    /// <summary>Queues a message; for a client that has gone it is lost, as on the service.</summary>
    public void Send(SerializedHubMessage message)
    {
        int size = Size(message);
        long before = Interlocked.Add(ref waiting, size) - size;
        if (before > 0 && before + size > mostWaitingBytes)
        {
            if (queue.Writer.TryComplete())
            {
                logger.SlowClient(Hub, mostWaitingBytes);
                // The transport, and not the connection: that would tell the client to stay away.
                connection.Features.Get<IConnectionLifetimeFeature>()?.Abort();
            }

            return;
        }

        queue.Writer.TryWrite(message);
    }

    /// <summary>Writes what is queued, in order, until the connection ends.</summary>
    public async Task RunAsync()
    {
        try
        {
            await foreach (SerializedHubMessage message in queue.Reader.ReadAllAsync(connection.ConnectionAborted))
            {
                await connection.WriteAsync(message, connection.ConnectionAborted);
                Interlocked.Add(ref waiting, -Size(message));
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone; what was queued for it goes with it.
        }
    }

    /// <summary>Takes no more messages.</summary>
    public void End() => queue.Writer.TryComplete();

    private int Size(SerializedHubMessage message) => message.GetSerializedMessage(connection.Protocol).Length;
}
