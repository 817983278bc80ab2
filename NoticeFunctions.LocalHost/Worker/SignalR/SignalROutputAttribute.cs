using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>
/// Sends a <see cref="SignalRMessageAction"/> or carries out a <see cref="SignalRGroupAction"/>, or several of them; null does nothing. On
/// an activity it belongs on a property of the result: on the method, the message is the result as well, and enters the history.
/// </summary>
public sealed class SignalROutputAttribute : OutputBindingAttribute
{
    /// <summary>The setting that names the service; null is <c>AzureSignalRConnectionString</c>.</summary>
    public string? ConnectionStringSetting { get; set; }

    /// <summary>The hub whose clients are meant, or <c>%Setting%</c>.</summary>
    public string? HubName { get; set; }
}
