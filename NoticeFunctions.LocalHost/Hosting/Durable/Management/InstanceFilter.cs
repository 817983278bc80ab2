using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>Which instances a list or a purge is about.</summary>
/// <param name="Statuses">Only those in one of these; null for all.</param>
/// <param name="CreatedFrom">The earliest creation, inclusive.</param>
/// <param name="CreatedTo">The latest creation, inclusive.</param>
internal sealed record InstanceFilter(IReadOnlyCollection<OrchestrationRuntimeStatus>? Statuses, DateTime? CreatedFrom, DateTime? CreatedTo)
{
    /// <summary>The real host's enumeration has it, and its storage has not.</summary>
    private const string Unknown = "Unknown";

    /// <summary>Words that are no status, other casings among them, are passed over, as on the real host; if there are no others, every status is meant.</summary>
    /// <exception cref="ArgumentException">The status Unknown is asked for.</exception>
    public static InstanceFilter Read(ManagementRequest request)
    {
        string[] named = request.Texts("runtimeStatus");
        if (named.Contains(Unknown, StringComparer.Ordinal))
        {
            // Throws, with the real host's words.
            Enum.Parse<OrchestrationRuntimeStatus>(Unknown);
        }

        List<OrchestrationRuntimeStatus> statuses = [];
        foreach (string name in named)
        {
            if (Enum.TryParse(name, out OrchestrationRuntimeStatus status))
            {
                statuses.Add(status);
            }
        }

        return new InstanceFilter(statuses.Count == 0 ? null : statuses, request.Instant("createdTimeFrom"), request.Instant("createdTimeTo"));
    }

    public bool Accepts(InstanceSnapshot instance) =>
        Statuses?.Contains(instance.Status.ToRuntimeStatus()) is not false
        && !(instance.CreatedAt < CreatedFrom)
        && !(instance.CreatedAt > CreatedTo);
}
