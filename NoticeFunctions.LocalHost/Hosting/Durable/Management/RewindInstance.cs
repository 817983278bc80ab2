using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>POST instances/{id}/rewind, with a <c>reason</c> in the query: 202, 404 for an unknown instance, 412 for one that has not failed.</summary>
internal sealed class RewindInstance(DurableEngine engine)
{
    public async Task AnswerAsync(ManagementRequest request)
    {
        Reply reply = await engine.RewindAsync(request.InstanceId, request.Text("reason"), request.Aborted);
        await (reply.Result switch
        {
            MessageResult.Done => request.AnswerAsync(StatusCodes.Status202Accepted),

            // The dollar sign is the real host's.
            MessageResult.Unknown => request.SayAsync(StatusCodes.Status404NotFound, $"No orchestration with instance ID \"${request.InstanceId}\" found."),
            _ => request.SayAsync(
                StatusCodes.Status412PreconditionFailed,
                $"This orchestration has status {InstanceJson.NameOf(reply.Status)}, but only orchestrations in the \"Failed\" state can be rewound."),
        });
    }
}
