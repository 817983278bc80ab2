namespace Microsoft.DurableTask;

/// <summary>How a child orchestration is called.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with retries and the child's id.</summary>
    /// <param name="retry">How to retry; null never does.</param>
    /// <param name="instanceId">The child's id; null lets the engine derive one that is the same at every replay.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Takes over other options.</summary>
    /// <param name="options">What to take over, the child's id included when there is one.</param>
    /// <param name="instanceId">The child's id; null keeps the one in <paramref name="options"/>.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy.</summary>
    /// <param name="options">What to copy.</param>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The child's id; null lets the engine derive one.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The child's version; null is the host's default.</summary>
    public new TaskVersion? Version
    {
        get => base.Version;
        init => base.Version = value;
    }
}
