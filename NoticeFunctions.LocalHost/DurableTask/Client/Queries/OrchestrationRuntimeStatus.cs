namespace Microsoft.DurableTask.Client;

/// <summary>Where an instance is in its life.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun and not ended; it may be waiting.</summary>
    Running = 0,

    /// <summary>It ended with an output.</summary>
    Completed = 1,

    /// <summary>It began anew. No instance is ever seen so: it shows as running.</summary>
    [Obsolete("An instance that continues as new shows as Running.")]
    ContinuedAsNew = 2,

    /// <summary>It ended by an exception.</summary>
    Failed = 3,

    /// <summary>Not used.</summary>
    [Obsolete("No instance is ever cancelled: it is Terminated.")]
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It was started, and its orchestrator has not run yet.</summary>
    Pending = 6,

    /// <summary>It was stopped from outside until it is resumed.</summary>
    Suspended = 7,
}
