using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>
/// The URLs by which an operator manages an instance, with the system key in them. As the real worker's client makes them: without
/// rewind and restart, and with doubled braces around the reason.
/// </summary>
internal static class ManagementPayloads
{
    public static HttpManagementPayload Of(string instanceId, string hostUrl, string systemKey)
    {
        string instance = $"{hostUrl}/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(instanceId)}";
        string code = $"code={systemKey}";
        return new HttpManagementPayload
        {
            Id = instanceId,
            StatusQueryGetUri = $"{instance}?{code}",
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}?{code}",
            TerminatePostUri = $"{instance}/terminate?reason={{{{text}}}}&{code}",
            PurgeHistoryDeleteUri = $"{instance}?{code}",
            SuspendPostUri = $"{instance}/suspend?reason={{{{text}}}}&{code}",
            ResumePostUri = $"{instance}/resume?reason={{{{text}}}}&{code}",
        };
    }
}
