using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Worker;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a client of a function app can do beyond a plain one.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>The URLs that manage an instance.</summary>
    /// <param name="client">The function's client.</param>
    /// <param name="instanceId">The instance's id; it need not exist.</param>
    /// <param name="request">Not needed here: the client knows the host's address.</param>
    /// <exception cref="InvalidOperationException">The client is not the host's.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return client is IManagementPayloadSource source
            ? source.Create(instanceId)
            : throw new InvalidOperationException($"{client.GetType()} does not know the host's address: take the client that [DurableClient] binds.");
    }
}
