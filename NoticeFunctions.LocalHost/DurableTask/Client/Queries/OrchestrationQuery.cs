namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list, and how.</summary>
/// <param name="CreatedFrom">The earliest creation, inclusive; null has no limit.</param>
/// <param name="CreatedTo">The latest creation, inclusive; null has no limit.</param>
/// <param name="Statuses">In which statuses; null is all.</param>
/// <param name="TaskHubNames">Of which task hubs; null is the client's own.</param>
/// <param name="InstanceIdPrefix">How the ids begin; null is any.</param>
/// <param name="PageSize">How many instances a page has at most.</param>
/// <param name="FetchInputsAndOutputs">Whether inputs, outputs and custom statuses are wanted.</param>
/// <param name="ContinuationToken">Where to begin: an earlier page's token, or null for the beginning.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>How many instances a page has unless asked otherwise.</summary>
    public const int DefaultPageSize = 100;
}
