namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>What bounds the hubs' memory.</summary>
internal sealed record HubLimits
{
    /// <summary>How many connections there may be; beyond, a client is told to come back later (429).</summary>
    public int MostConnections { get; init; } = 10_000;

    /// <summary>How many memberships of users in groups a hub keeps; beyond, the action fails.</summary>
    public int MostMemberships { get; init; } = 100_000;

    /// <summary>How many bytes may wait for a client that reads too slowly; beyond, it is disconnected. One message of any size always may.</summary>
    public int MostWaitingBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest message that a client may send, in bytes: the service's own limit.</summary>
    public int LargestMessage { get; init; } = 1024 * 1024;
}
