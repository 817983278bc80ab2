using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What kind of event called a function; its name in JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter))]
public enum SignalRInvocationCategory
{
    /// <summary>A client has connected or disconnected.</summary>
    Connections,

    /// <summary>A client has invoked a method.</summary>
    Messages,
}
