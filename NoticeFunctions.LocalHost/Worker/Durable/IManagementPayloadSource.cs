using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Worker;

/// <summary>A client that knows the host's address and its system key.</summary>
internal interface IManagementPayloadSource
{
    /// <summary>The management URLs of an instance; it need not exist.</summary>
    HttpManagementPayload Create(string instanceId);
}
