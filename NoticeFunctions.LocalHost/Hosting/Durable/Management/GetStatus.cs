using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>GET instances/{id}: 202 and where to ask again while it has not ended, 200 when it has, 404 for an unknown one.</summary>
internal sealed class GetStatus(DurableEngine engine)
{
    /// <summary>In seconds.</summary>
    private const string RetryAfter = "5";

    public async Task AnswerAsync(ManagementRequest request)
    {
        if (await engine.GetAsync(request.InstanceId, withPayloads: true, request.Aborted) is not { } instance)
        {
            await request.AnswerAsync(StatusCodes.Status404NotFound);
            return;
        }

        bool showInput = request.Flag("showInput", otherwise: true);
        HistoryJson? history = request.Flag("showHistory") && instance.Status != InstanceStatus.Pending ? await HistoryAsync(request, showInput) : null;
        await request.JsonAsync(Status(request, instance), json => InstanceJson.Write(json, instance, showInput, history is null ? null : history.Write));
    }

    /// <summary>The status code for an instance, with the headers that go with it.</summary>
    public static int Status(ManagementRequest request, InstanceSnapshot instance)
    {
        if (instance.Status.IsFinished())
        {
            return instance.Status == InstanceStatus.Failed && request.Flag("returnInternalServerErrorOnFailure")
                ? StatusCodes.Status500InternalServerError
                : StatusCodes.Status200OK;
        }

        request.Http.Response.Headers.Location = request.Http.Request.GetEncodedUrl();
        request.Http.Response.Headers.RetryAfter = RetryAfter;
        return StatusCodes.Status202Accepted;
    }

    private async Task<HistoryJson?> HistoryAsync(ManagementRequest request, bool showInput) =>
        await engine.GetHistoryAsync(request.InstanceId, request.Aborted) is { } history
            ? new HistoryJson(HistoryDump.Events(history), showInput, request.Flag("showHistoryOutput"))
            : null;
}
