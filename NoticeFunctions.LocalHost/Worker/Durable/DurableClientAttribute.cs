using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Hands over a DurableTaskClient.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute
{
    /// <summary>The client's task hub; null is the app's own.</summary>
    public string? TaskHub { get; set; }

    /// <summary>The setting that names the client's storage; null is the app's own.</summary>
    public string? ConnectionName { get; set; }
}
