using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What is done with a group; its name in JSON.</summary>
[JsonConverter(typeof(JsonStringEnumConverter))]
public enum SignalRGroupActionType
{
    /// <summary>Join the group.</summary>
    Add,

    /// <summary>Leave the group.</summary>
    Remove,

    /// <summary>Leave every group; for users alone.</summary>
    RemoveAll,
}
