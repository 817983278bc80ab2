using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// DELETE instances/{id}: 412 for one that has not ended. DELETE instances: those created from <c>createdTimeFrom</c> on, which must be given.
/// Both answer how many there were, or 404 for none.
/// </summary>
internal sealed class PurgeInstances(DurableEngine engine)
{
    public async Task OneAsync(ManagementRequest request)
    {
        Reply reply = await engine.PurgeAsync(request.InstanceId, request.Aborted);
        await (reply.Result == MessageResult.WrongStatus
            ? request.SayAsync(
                StatusCodes.Status412PreconditionFailed,
                $"Only orchestrations in a terminal state can be purged, but the orchestration with instance ID {request.InstanceId} has status " +
                InstanceJson.NameOf(reply.Status))
            : AnswerAsync(request, reply.Result == MessageResult.Done ? 1 : 0));
    }

    /// <remarks>
    /// The real host deletes everything, running instances included, where no status, no known status or one that is not final is asked for.
    /// LocalHost deletes finished instances only; a status that is not final, or none at all, is nothing to purge by.
    /// </remarks>
    public async Task ManyAsync(ManagementRequest request)
    {
        if (request.Instant("createdTimeFrom") is null)
        {
            await request.SayAsync(StatusCodes.Status400BadRequest, "Please provide value for 'createdTimeFrom' parameter.");
            return;
        }

        InstanceFilter filter = InstanceFilter.Read(request);
        if (filter.Statuses is null && request.Texts("runtimeStatus").Length > 0)
        {
            filter = filter with { Statuses = Array.Empty<OrchestrationRuntimeStatus>() };
        }

        await AnswerAsync(request, await engine.PurgeAllAsync(filter.Accepts, request.Aborted));
    }

    private static Task AnswerAsync(ManagementRequest request, int deleted) => deleted == 0
        ? request.AnswerAsync(StatusCodes.Status404NotFound)
        : request.JsonAsync(StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("instancesDeleted", deleted);
            json.WriteEndObject();
        });
}
