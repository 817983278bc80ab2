using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Carries out messages and group actions, by the service's rules of who is meant.</summary>
internal sealed class HubActions(HubDirectory hubs)
{
    // Members keep their names; without these options SignalR would write them in camelCase, which the service does not.
    private static readonly JsonSerializerOptions AsTheyAre = JsonSerializerOptions.Default;

    /// <summary>Runs one action, or each of several in turn. Returns once the message is in the clients' queues: none of them is waited for.</summary>
    /// <exception cref="ArgumentException">The action names nobody that it could be for, or is none.</exception>
    /// <exception cref="InvalidOperationException">The hub keeps as many memberships as it may.</exception>
    public void Run(string hub, object action)
    {
        switch (action)
        {
            case SignalRMessageAction message:
                Send(hubs[hub], message);
                break;
            case SignalRGroupAction group:
                Change(hubs[hub], group);
                break;
            case IEnumerable<object?> several:
                foreach (object one in several.OfType<object>())
                {
                    Run(hub, one);
                }

                break;
            default:
                throw new ArgumentException($"[SignalROutput] takes SignalRMessageAction or SignalRGroupAction, not {action.GetType().Name}.", nameof(action));
        }
    }

    private static void Send(HubMembers members, SignalRMessageAction action)
    {
        if (string.IsNullOrEmpty(action.Target))
        {
            throw new ArgumentException("A message names its target.", nameof(action));
        }

        object?[] arguments = [.. (action.Arguments ?? []).Select(argument => (object?)JsonSerializer.SerializeToElement(argument, AsTheyAre))];
        IReadOnlyList<HubClient> clients = action.ConnectionId is { Length: > 0 } connection ? members.OfConnection(connection)
            : action.UserId is { Length: > 0 } user ? members.OfUser(user)
            : action.GroupName is { Length: > 0 } group ? members.OfGroup(group)
            : members.All();

        // Written once for all of them.
        SerializedHubMessage message = new(new InvocationMessage(action.Target, arguments));
        foreach (HubClient client in clients)
        {
            client.Send(message);
        }
    }

    private static void Change(HubMembers members, SignalRGroupAction action)
    {
        bool all = action.Action == SignalRGroupActionType.RemoveAll;
        if (!all && string.IsNullOrEmpty(action.GroupName))
        {
            throw new ArgumentException("A group action other than RemoveAll names a group.", nameof(action));
        }

        if (action.ConnectionId is { Length: > 0 } connection)
        {
            // The real extension then does nothing at all, which nobody who asks for it can mean.
            members.ChangeConnection(connection, action.GroupName!, all ? throw new ArgumentException("RemoveAll is for users: the real extension ignores it for a connection.", nameof(action)) : Joins(action));
        }
        else if (action.UserId is not { Length: > 0 } user)
        {
            throw new ArgumentException("A group action names a ConnectionId or a UserId.", nameof(action));
        }
        else if (all)
        {
            members.RemoveUserFromAll(user);
        }
        else
        {
            members.ChangeUser(user, action.GroupName!, Joins(action));
        }
    }

    private static bool Joins(SignalRGroupAction action) => action.Action == SignalRGroupActionType.Add;
}
