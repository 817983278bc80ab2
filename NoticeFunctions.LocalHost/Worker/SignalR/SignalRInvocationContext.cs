using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a hub's client has done, and who it is.</summary>
public sealed class SignalRInvocationContext
{
    /// <summary>The arguments of a message; null where a client connects or disconnects.</summary>
    public object[]? Arguments { get; set; }

    /// <summary>Why the connection ended; null where it was ended properly, and for every other event.</summary>
    public string? Error { get; set; }

    /// <summary>Whether a client has come or gone, or has invoked a method.</summary>
    public SignalRInvocationCategory Category { get; set; }

    /// <summary>What happened, or the method that was invoked.</summary>
    public string Event { get; set; } = "";

    /// <summary>The hub.</summary>
    public string Hub { get; set; } = "";

    /// <summary>The client's connection.</summary>
    public string ConnectionId { get; set; } = "";

    /// <summary>The client's user; empty for an anonymous client.</summary>
    public string UserId { get; set; } = "";

    /// <summary>The headers that the service sent the event with.</summary>
    public IDictionary<string, StringValues> Headers { get; set; } = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The query that the client connected with.</summary>
    public IDictionary<string, StringValues> Query { get; set; } = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The claims of the client's token.</summary>
    public IDictionary<string, StringValues> Claims { get; set; } = new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase);
}
