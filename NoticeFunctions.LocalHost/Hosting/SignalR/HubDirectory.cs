using System.Collections.Concurrent;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>The hubs of the host, each made when it is first named; users, groups and messages of one are nothing to the others.</summary>
internal sealed class HubDirectory(HubLimits limits)
{
    private readonly ConcurrentDictionary<string, HubMembers> hubs = new(StringComparer.OrdinalIgnoreCase);

    public HubMembers this[string hub] => hubs.GetOrAdd(hub, static (_, limits) => new HubMembers(limits.MostMemberships), limits);

    /// <summary>Whether one more client may connect.</summary>
    public bool HasRoom => hubs.Values.Sum(hub => hub.Count) < limits.MostConnections;
}
