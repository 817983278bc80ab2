namespace Microsoft.Azure.Functions.Worker;

/// <summary>A message to a hub's clients: to one connection, one user or one group (the first of them that is set), or to all.</summary>
public sealed class SignalRMessageAction
{
    /// <summary>A message without arguments.</summary>
    /// <param name="target">The method that the clients listen to.</param>
    public SignalRMessageAction(string target)
        : this(target, null)
    {
    }

    /// <summary>A message with arguments.</summary>
    /// <param name="target">The method that the clients listen to.</param>
    /// <param name="arguments">What it is called with; each travels as JSON, its members named as they are.</param>
    public SignalRMessageAction(string target, object[]? arguments)
    {
        Target = target;
        Arguments = arguments;
    }

    /// <summary>The connection that it is for.</summary>
    public string? ConnectionId { get; set; }

    /// <summary>The user whose connections, all of them, it is for.</summary>
    public string? UserId { get; set; }

    /// <summary>The group that it is for.</summary>
    public string? GroupName { get; set; }

    /// <summary>The method that the clients listen to.</summary>
    public string Target { get; }

    /// <summary>What the method is called with.</summary>
    public object[]? Arguments { get; set; }
}
