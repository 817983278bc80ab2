namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// Who is connected to a hub, and in which groups. A user's membership is kept whether the user is connected or not, until it is taken
/// back; a connection's ends with the connection. All of it is forgotten when the host ends.
/// </summary>
internal sealed class HubMembers(int mostMemberships)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, HubClient> connections = new(StringComparer.Ordinal);
    private readonly SetsByName<HubClient> users = new();
    private readonly SetsByName<HubClient> groups = new();
    private readonly SetsByName<string> groupsOfConnections = new();
    private readonly SetsByName<string> groupsOfUsers = new();
    private int memberships;

    public int Count => connections.Count;

    /// <summary>Adds a client, also to the groups of its user.</summary>
    public void Add(HubClient client)
    {
        lock (gate)
        {
            connections[client.ConnectionId] = client;
            if (client.User.Length == 0)
            {
                return;
            }

            users.Add(client.User, client);
            foreach (string group in groupsOfUsers[client.User])
            {
                Join(client, group);
            }
        }
    }

    public void Remove(HubClient client)
    {
        lock (gate)
        {
            connections.Remove(client.ConnectionId);
            users.Remove(client.User, client);
            foreach (string group in groupsOfConnections[client.ConnectionId].ToArray())
            {
                Leave(client, group);
            }
        }
    }

    /// <summary>Puts a connection into a group, or takes it out; one that isn't there is ignored.</summary>
    public void ChangeConnection(string connectionId, string group, bool joins)
    {
        lock (gate)
        {
            if (connections.TryGetValue(connectionId, out HubClient? client))
            {
                Change(client, group, joins);
            }
        }
    }

    /// <summary>Puts a user into a group, or takes it out, with all connections that it has and will have.</summary>
    /// <exception cref="InvalidOperationException">There are as many memberships as may be.</exception>
    public void ChangeUser(string user, string group, bool joins)
    {
        lock (gate)
        {
            if (joins && memberships >= mostMemberships && !groupsOfUsers[user].Contains(group))
            {
                throw new InvalidOperationException($"The hub keeps {mostMemberships} memberships of users in groups, and no more.");
            }

            memberships += joins ? (groupsOfUsers.Add(user, group) ? 1 : 0) : groupsOfUsers.Remove(user, group) ? -1 : 0;
            foreach (HubClient client in users[user])
            {
                Change(client, group, joins);
            }
        }
    }

    /// <summary>Takes a user, with all its connections, out of every group.</summary>
    public void RemoveUserFromAll(string user)
    {
        lock (gate)
        {
            foreach (string group in users[user].SelectMany(client => groupsOfConnections[client.ConnectionId]).Concat(groupsOfUsers[user]).ToHashSet())
            {
                ChangeUser(user, group, joins: false);
            }
        }
    }

    public IReadOnlyList<HubClient> All() => Copy(() => connections.Values);

    public IReadOnlyList<HubClient> OfUser(string user) => Copy(() => users[user]);

    public IReadOnlyList<HubClient> OfGroup(string group) => Copy(() => groups[group]);

    public IReadOnlyList<HubClient> OfConnection(string connectionId) => Copy(() => connections.TryGetValue(connectionId, out HubClient? client) ? [client] : []);

    private IReadOnlyList<HubClient> Copy(Func<IEnumerable<HubClient>> chosen)
    {
        lock (gate)
        {
            return [.. chosen()];
        }
    }

    private void Change(HubClient client, string group, bool joins)
    {
        if (joins)
        {
            Join(client, group);
        }
        else
        {
            Leave(client, group);
        }
    }

    private void Join(HubClient client, string group)
    {
        groups.Add(group, client);
        groupsOfConnections.Add(client.ConnectionId, group);
    }

    private void Leave(HubClient client, string group)
    {
        groups.Remove(group, client);
        groupsOfConnections.Remove(client.ConnectionId, group);
    }
}
