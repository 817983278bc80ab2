using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Engine.Instances;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// POST orchestrators/{name} and orchestrators/{name}/{id}: starts an instance with the body as its input, whatever the content type says.
/// With <c>timeout</c> and <c>pollingInterval</c>, in seconds, it waits that long for the end and answers the output.
/// </summary>
internal sealed class StartInstance(DurableEngine engine, CheckStatusUrls urls, TimeProvider time)
{
    public async Task AnswerAsync(ManagementRequest request, string? wantedId)
    {
        TimeSpan? timeout = request.Seconds("timeout");
        TimeSpan? interval = request.Seconds("pollingInterval");
        if (interval > timeout)
        {
            await request.RefuseAsync(
                StatusCodes.Status400BadRequest,
                $"Total timeout {timeout.Value.TotalSeconds} should be bigger than retry timeout {interval.Value.TotalSeconds}");
            return;
        }

        string id = string.IsNullOrEmpty(wantedId) ? Guid.NewGuid().ToString("N") : wantedId;
        if (id.Length > InstanceIds.MaxLength)
        {
            throw new StorageRefusal();
        }

        string body = await request.BodyAsync();
        string? input = string.IsNullOrEmpty(body) ? null : Checked(body);
        ExecutionStarted start = new(default, request.Value("name"), Version: null, input, Parent: null, ScheduledStart: null, Generation: 0, Tags: null);
        try
        {
            await engine.StartInstanceAsync(id, start, static status => status.IsFinished(), request.Aborted);
        }
        catch (InstanceExistsException taken)
        {
            await request.RefuseAsync(StatusCodes.Status409Conflict, $"An Orchestration instance with the status {taken.Status} already exists.");
            return;
        }

        if (timeout is { } limit && interval is not null && await EndAsync(id, limit, request.Aborted) is { } ended)
        {
            await (ended.Status == InstanceStatus.Completed
                ? request.JsonAsync(StatusCodes.Status200OK, json => json.WriteValue(ended.Output))
                : request.JsonAsync(GetStatus.Status(request, ended), json => InstanceJson.Write(json, ended, showInput: true)));
            return;
        }

        await urls.AnswerAsync(request, id);
    }

    private async Task<InstanceSnapshot?> EndAsync(string id, TimeSpan limit, CancellationToken aborted)
    {
        using CancellationTokenSource patience = new(limit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, aborted);
        try
        {
            return await engine.WaitAsync(id, static status => status.IsFinished(), withPayloads: true, either.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <exception cref="JsonException">The body is not JSON.</exception>
    private static string Checked(string body)
    {
        using JsonDocument parsed = JsonDocument.Parse(body);
        return body;
    }
}
