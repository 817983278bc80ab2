using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Engine.History;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>POST instances/{id}/raiseEvent/{event}: 202, 404 for an unknown instance, 410 for one that has ended, 400 for a body that is not JSON.</summary>
internal sealed class RaiseEvent(DurableEngine engine)
{
    private const string Json = "application/json";

    private static readonly JsonSerializerOptions Compact = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task AnswerAsync(ManagementRequest request)
    {
        if (await engine.GetAsync(request.InstanceId, withPayloads: false, request.Aborted) is not { } instance)
        {
            await request.AnswerAsync(StatusCodes.Status404NotFound);
            return;
        }

        if (instance.Status.IsFinished())
        {
            await request.AnswerAsync(StatusCodes.Status410Gone);
            return;
        }

        if (!MediaTypeHeaderValue.TryParse(request.Http.Request.ContentType, out MediaTypeHeaderValue? type)
            || !type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            await request.RefuseAsync(StatusCodes.Status400BadRequest, $"Only {Json} request content is supported");
            return;
        }

        string payload;
        try
        {
            using JsonDocument parsed = JsonDocument.Parse(await request.BodyAsync());
            payload = JsonSerializer.Serialize(parsed.RootElement, Compact);
        }
        catch (JsonException e)
        {
            await request.FailAsync(StatusCodes.Status400BadRequest, "Invalid JSON content", e);
            return;
        }

        Reply reply = await engine.RaiseEventAsync(request.InstanceId, request.Value("event"), payload, request.Aborted);
        await request.AnswerAsync(ControlInstance.Status(reply));
    }
}
