namespace Microsoft.DurableTask.Client;

public abstract partial class DurableTaskClient
{
    /// <summary>Lists the ids of finished instances by when they ended.</summary>
    /// <param name="runtimeStatus">Which final statuses to list; null lists all of them.</param>
    /// <param name="completedTimeFrom">The earliest end, inclusive.</param>
    /// <param name="completedTimeTo">The latest end, inclusive.</param>
    /// <param name="pageSize">How many ids to give at most.</param>
    /// <param name="lastInstanceKey">The earlier page's continuation token; null begins.</param>
    /// <param name="cancellation">Gives the question up.</param>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        throw Unsupported("list the ids of finished instances");

    /// <inheritdoc cref="PurgeInstanceAsync(string, PurgeInstanceOptions?, CancellationToken)"/>
    public virtual Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation) =>
        PurgeInstanceAsync(instanceId, options: null, cancellation);

    /// <summary>Forgets a finished instance with its history; one that runs is left alone.</summary>
    /// <param name="instanceId">The instance's id.</param>
    /// <param name="options">Whether its children are forgotten too.</param>
    /// <param name="cancellation">Gives the request up; it may have been carried out all the same.</param>
    /// <returns>How many instances were forgotten: 0 for an unknown id.</returns>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("purge instances");

    /// <inheritdoc cref="PurgeAllInstancesAsync(PurgeInstancesFilter, PurgeInstanceOptions?, CancellationToken)"/>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation) =>
        PurgeAllInstancesAsync(filter, options: null, cancellation);

    /// <summary>
    /// Forgets all instances that a filter takes. Name the final statuses in the filter: some backends, asked without them, purge running
    /// instances too.
    /// </summary>
    /// <param name="filter">Which instances.</param>
    /// <param name="options">Whether their children are forgotten too.</param>
    /// <param name="cancellation">Gives the request up; part of it may have been carried out.</param>
    /// <returns>How many instances were forgotten, and whether that was all.</returns>
    /// <exception cref="NotSupportedException">The backend can't.</exception>
    public virtual Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        throw Unsupported("purge instances");
}
