using Microsoft.DurableTask.Client;

namespace NoticeFunctions.LocalHost.Engine.History;

/// <summary>Where an instance stands. The numbers are those of <see cref="OrchestrationRuntimeStatus"/> and are stored.</summary>
internal enum InstanceStatus
{
    Running = 0,
    Completed = 1,
    Failed = 3,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}

internal static class InstanceStatusExtensions
{
    /// <summary>Finished instances change no more; they wait to be purged or replaced.</summary>
    public static bool IsFinished(this InstanceStatus status) =>
        status is InstanceStatus.Completed or InstanceStatus.Failed or InstanceStatus.Terminated;

    public static OrchestrationRuntimeStatus ToRuntimeStatus(this InstanceStatus status) => (OrchestrationRuntimeStatus)status;
}
