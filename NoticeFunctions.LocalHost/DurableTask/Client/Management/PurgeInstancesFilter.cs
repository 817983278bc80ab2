namespace Microsoft.DurableTask.Client;

/// <summary>Which instances are forgotten.</summary>
/// <param name="CreatedFrom">The earliest creation, inclusive; null has no limit.</param>
/// <param name="CreatedTo">The latest creation, inclusive; null has no limit.</param>
/// <param name="Statuses">In which statuses.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedTo = null, IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take before it answers with what it has done; null has no limit.</summary>
    public TimeSpan? Timeout { get; init; }
}
