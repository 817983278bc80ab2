namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Adds a user or a connection to a group, or removes it. A user's membership outlives the user's connections, and holds for later ones;
/// a connection's ends with the connection.
/// </summary>
public sealed class SignalRGroupAction
{
    /// <summary>Chooses what to do.</summary>
    /// <param name="actionType">What to do.</param>
    public SignalRGroupAction(SignalRGroupActionType actionType) => Action = actionType;

    /// <summary>What to do.</summary>
    public SignalRGroupActionType Action { get; set; }

    /// <summary>The group; not needed to leave all of them.</summary>
    public string? GroupName { get; set; }

    /// <summary>The user; ignored where a connection is named.</summary>
    public string? UserId { get; set; }

    /// <summary>The connection.</summary>
    public string? ConnectionId { get; set; }
}
