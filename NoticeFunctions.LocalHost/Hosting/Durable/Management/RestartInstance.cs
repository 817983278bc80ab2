using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// POST instances/{id}/restart: starts it again with its input, under a new id unless <c>restartWithNewInstanceId=false</c>. 409 for one that is to
/// keep its id and has not ended, 400 for an unknown one.
/// </summary>
internal sealed class RestartInstance(DurableEngine engine, CheckStatusUrls urls)
{
    public async Task AnswerAsync(ManagementRequest request)
    {
        try
        {
            bool withNewId = request.Flag("restartWithNewInstanceId", otherwise: true);
            string id = await engine.RestartAsync(request.InstanceId, withNewId, request.Aborted)
                ?? throw Unknown(request.InstanceId);
            await urls.AnswerAsync(request, id);
        }
        catch (InstanceExistsException taken)
        {
            InvalidOperationException reason = new($"An Orchestration instance with the status {taken.Status} already exists.", taken);
            await request.FailAsync(
                StatusCodes.Status409Conflict, "A non-terminal instance with this instance ID already exists.", reason, InstanceExistsException.TypeName);
        }
        catch (ArgumentException unknown)
        {
            await request.FailAsync(StatusCodes.Status400BadRequest, "InstanceId does not match a valid orchestration instance.", unknown);
        }
    }

    private static ArgumentException Unknown(string instanceId) => new($"No instance with ID '{instanceId}' was found.", nameof(instanceId));
}
