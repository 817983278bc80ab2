using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Keeps the directory of clients as they come and go. What functions send goes through the directory, not through SignalR's own.</summary>
internal sealed class HubLifetime(HubDirectory hubs, HubLimits limits, ILogger<HubLifetime> logger) : DefaultHubLifetimeManager<ClientHub>(logger)
{
    private readonly ConcurrentDictionary<string, HubClient> clients = new(StringComparer.Ordinal);

    /// <exception cref="HubException">The connection has come past the gate: it is ended.</exception>
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        HubPrincipal principal = connection.User as HubPrincipal ?? throw new HubException("Who connects must have shown a token.");
        HubClient client = new(connection, principal, limits.MostWaitingBytes, logger);
        clients[connection.ConnectionId] = client;
        hubs[client.Hub].Add(client);
        await base.OnConnectedAsync(connection);
        _ = client.RunAsync();
    }

    public override async Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (clients.TryRemove(connection.ConnectionId, out HubClient? client))
        {
            hubs[client.Hub].Remove(client);
            client.End();
        }

        await base.OnDisconnectedAsync(connection);
    }
}
