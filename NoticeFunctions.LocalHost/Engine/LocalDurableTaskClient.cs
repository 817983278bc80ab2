using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Worker;

namespace NoticeFunctions.LocalHost.Engine;

/// <summary>The durable client of the app's functions, straight on the engine.</summary>
internal sealed class LocalDurableTaskClient(DurableEngine engine, DataConverter converter, Func<string, HttpManagementPayload> managementPayload)
    : DurableTaskClient("local"), IManagementPayloadSource
{
    private static readonly OrchestrationRuntimeStatus[] Finished =
        [OrchestrationRuntimeStatus.Completed, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated];

    public HttpManagementPayload Create(string instanceId) => managementPayload(instanceId);

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        string instanceId = string.IsNullOrEmpty(options?.InstanceId) ? Guid.NewGuid().ToString("N") : options.InstanceId;
        InstanceIds.Validate(instanceId);
        ExecutionStarted start = new(
            default,
            orchestratorName.Name,
            options?.Version?.Version is { Length: > 0 } version ? version : null,
            converter.Serialize(input),
            Parent: null,
            options?.StartAt?.UtcDateTime,
            Generation: 0,
            options?.Tags.Count > 0 ? options.Tags : null);
        await engine.StartInstanceAsync(instanceId, start, status => MayReplace(status, options?.DedupeStatuses), cancellation);
        return instanceId;
    }

    /// <exception cref="InvalidOperationException">The instance is unknown or finished: the event is lost.</exception>
    public override async Task RaiseEventAsync(
        string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        Expect(await engine.RaiseEventAsync(instanceId, eventName, converter.Serialize(eventPayload), cancellation), instanceId, "be sent an event");
    }

    public override async Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        await engine.GetAsync(instanceId, getInputsAndOutputs, cancellation) is { } snapshot ? Describe(snapshot, getInputsAndOutputs) : null;

    public override async Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Describe(
            await engine.WaitAsync(instanceId, status => status != InstanceStatus.Pending, getInputsAndOutputs, cancellation), getInputsAndOutputs);

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Describe(await engine.WaitAsync(instanceId, status => status.IsFinished(), getInputsAndOutputs, cancellation), getInputsAndOutputs);

    /// <remarks>As on the real host a sub-orchestration is not terminated with its parent, even where <c>Recursive</c> is asked for.</remarks>
    public override async Task TerminateInstanceAsync(
        string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        Expect(await engine.TerminateAsync(instanceId, converter.Serialize(options?.Output), cancellation), instanceId, "be terminated");

    public override async Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Expect(await engine.SuspendAsync(instanceId, reason, cancellation), instanceId, "be suspended");

    public override async Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        Expect(await engine.ResumeAsync(instanceId, reason, cancellation), instanceId, "be resumed");

    public override async Task<string> RestartAsync(
        string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default) =>
        await engine.RestartAsync(instanceId, restartWithNewInstanceId, cancellation)
        ?? throw new ArgumentException($"An orchestration with the instanceId {instanceId} was not found.", nameof(instanceId));

    public override async Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default) =>
        Expect(await engine.RewindAsync(instanceId, reason, cancellation), instanceId, "be rewound");

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new OrchestrationQuery();
        return Pageable.Create(async (string? continuation, int? pageSize, CancellationToken cancellation) =>
        {
            int size = pageSize ?? query.PageSize;
            List<OrchestrationMetadata> page = [];

            // As on the real host, only inputs are left out where they are not asked for.
            await foreach (InstanceSnapshot snapshot in engine.ListAsync(
                query.InstanceIdPrefix, continuation ?? query.ContinuationToken, found => Matches(found, query), withPayloads: true, cancellation))
            {
                if (page.Count == size)
                {
                    return new Page<OrchestrationMetadata>(page, snapshot.Id);
                }

                page.Add(Describe(query.FetchInputsAndOutputs ? snapshot : snapshot with { Input = null }, withPayloads: true));
            }

            return new Page<OrchestrationMetadata>(page);
        });
    }

    public override async Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default)
    {
        OrchestrationRuntimeStatus[] statuses = [.. runtimeStatus?.Intersect(Finished) ?? Finished];
        bool IsWanted(InstanceSnapshot found) => statuses.Contains(found.Status.ToRuntimeStatus())
            && !(found.UpdatedAt < completedTimeFrom?.UtcDateTime)
            && !(found.UpdatedAt > completedTimeTo?.UtcDateTime);

        List<string> page = [];
        await foreach (InstanceSnapshot snapshot in engine.ListAsync(null, lastInstanceKey, IsWanted, withPayloads: false, cancellation))
        {
            if (page.Count == pageSize)
            {
                return new Page<string>(page, snapshot.Id);
            }

            page.Add(snapshot.Id);
        }

        return new Page<string>(page);
    }

    public override async Task<PurgeResult> PurgeInstanceAsync(
        string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        Reply reply = await engine.PurgeAsync(instanceId, cancellation);
        return reply.Result == MessageResult.WrongStatus
            ? throw new InvalidOperationException($"The instance {instanceId} is not finished: it cannot be purged.")
            : new PurgeResult(reply.Result == MessageResult.Done ? 1 : 0);
    }

    /// <remarks>Only finished instances are purged, whatever statuses the filter names: the real host would delete running ones, too.</remarks>
    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        OrchestrationQuery query = new(filter.CreatedFrom, filter.CreatedTo, filter.Statuses?.Intersect(Finished) ?? Finished);
        return new PurgeResult(await engine.PurgeAllAsync(found => Matches(found, query), cancellation), isComplete: true);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A status that the caller did not list is reusable; without a list, finished instances are.</summary>
    private static bool MayReplace(InstanceStatus status, IReadOnlyList<string>? dedupeStatuses) =>
        dedupeStatuses is null
            ? status.IsFinished()
            : !dedupeStatuses.Contains(status.ToRuntimeStatus().ToString(), StringComparer.OrdinalIgnoreCase);

    private static bool Matches(InstanceSnapshot found, OrchestrationQuery query) =>
        !(found.CreatedAt < query.CreatedFrom?.UtcDateTime)
        && !(found.CreatedAt > query.CreatedTo?.UtcDateTime)
        && query.Statuses?.Contains(found.Status.ToRuntimeStatus()) is not false;

    private static void Expect(Reply reply, string instanceId, string wanted)
    {
        if (reply.Result != MessageResult.Done)
        {
            string why = reply.Result == MessageResult.Unknown ? "does not exist" : $"is {reply.Status}";
            throw new InvalidOperationException($"The instance {instanceId} {why}: it cannot {wanted}.");
        }
    }

    private OrchestrationMetadata Describe(InstanceSnapshot snapshot, bool withPayloads) => new(snapshot.Name, snapshot.Id)
    {
        DataConverter = withPayloads ? converter : null,
        RuntimeStatus = snapshot.Status.ToRuntimeStatus(),
        CreatedAt = new DateTimeOffset(snapshot.CreatedAt),
        LastUpdatedAt = new DateTimeOffset(snapshot.UpdatedAt),
        SerializedInput = snapshot.Input,

        // Also why it failed: the real host tells no FailureDetails here.
        SerializedOutput = snapshot.Output,

        // The real client has the JSON null here, not none.
        SerializedCustomStatus = withPayloads ? snapshot.CustomStatus ?? "null" : null,
        Tags = snapshot.Tags ?? new Dictionary<string, string>(),
    };
}
