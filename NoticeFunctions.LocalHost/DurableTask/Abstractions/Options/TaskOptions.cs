namespace Microsoft.DurableTask;

/// <summary>How an activity or a child orchestration is called.</summary>
public record TaskOptions
{
    /// <summary>Options with retries only.</summary>
    /// <param name="retry">How to retry; null never does.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, tags: null)
    {
    }

    /// <summary>Options with retries and tags.</summary>
    /// <param name="retry">How to retry; null never does.</param>
    /// <param name="tags">Labels for the call's history events.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>A copy.</summary>
    /// <param name="options">What to copy.</param>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>How to retry; null lets the first failure through.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Labels for the call's history events.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version of the task to call; null leaves it to the host.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options that retry by a policy.</summary>
    /// <param name="policy">The policy.</param>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(TaskRetryOptions.FromRetryPolicy(policy));

    /// <summary>Options that ask <paramref name="handler"/> after each failure whether to try again.</summary>
    /// <param name="handler">Asked within the orchestrator, so replay-safe like it; it waits by the context's timers.</param>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>Options that ask <paramref name="handler"/> after each failure whether to try again, at once.</summary>
    /// <param name="handler">Asked within the orchestrator, so replay-safe like it.</param>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>The same options for a child orchestration with an id of the caller's choice.</summary>
    /// <param name="instanceId">The child's id.</param>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
