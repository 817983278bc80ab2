using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.LocalHost.Hosting.Discovery;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>
/// Takes events as the service posts them: <c>POST /runtime/webhooks/signalr</c>, for who has shown the system key. LocalHost's own hub
/// needs no such request; it is there for what was written to post one.
/// </summary>
internal sealed class SignalRWebhook(HubTriggers triggers, HubEvents events, HubAccessKey key)
{
    public const string Root = "/runtime/webhooks/signalr";

    private static readonly string[] Needed = [HubInvocations.Hub, HubInvocations.Category, HubInvocations.Event];

    public async Task AnswerAsync(HttpContext http)
    {
        int status = await StatusAsync(http);
        if (!http.Response.HasStarted)
        {
            http.Response.StatusCode = status;
        }
    }

    // The order of the refusals, and that everything unreadable is 500, are the real host's.
    private async Task<int> StatusAsync(HttpContext http)
    {
        HttpRequest request = http.Request;
        if (request.ContentType is null || Needed.Any(name => !request.Headers.ContainsKey(name)))
        {
            return StatusCodes.Status500InternalServerError;
        }

        if (!request.HasJsonContentType())
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        if (Needed.Any(name => request.Headers[name].ToString().Length == 0))
        {
            return StatusCodes.Status400BadRequest;
        }

        string what = request.Headers[HubInvocations.Event].ToString();
        if (!Enum.TryParse(request.Headers[HubInvocations.Category].ToString(), ignoreCase: true, out SignalRInvocationCategory category)
            || triggers.Find(request.Headers[HubInvocations.Hub].ToString(), category, what) is not { } function)
        {
            return StatusCodes.Status404NotFound;
        }

        if (!key.HasSigned(request.Headers[HubInvocations.ConnectionId].ToString(), request.Headers[HubInvocations.Signature].ToString()))
        {
            return StatusCodes.Status401Unauthorized;
        }

        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(request.Body, cancellationToken: http.RequestAborted);
            await RaiseAsync(http, function, HubInvocations.Of(request, category), body.RootElement);
            return http.Response.StatusCode;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return StatusCodes.Status500InternalServerError;
        }
    }

    private async Task RaiseAsync(HttpContext http, FunctionDescriptor function, SignalRInvocationContext invocation, JsonElement body)
    {
        if (invocation.Category == SignalRInvocationCategory.Connections)
        {
            invocation.Error = body.TryGetProperty("error", out JsonElement error) ? error.GetString() : null;
            if (await events.RaiseAsync(function, invocation, http.RequestAborted) is not null)
            {
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }

            return;
        }

        if (!string.Equals(body.GetProperty("target").GetString(), invocation.Event, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        invocation.Arguments = [.. body.GetProperty("arguments").EnumerateArray().Select(argument => (object)argument.Clone())];
        string? id = body.TryGetProperty("invocationId", out JsonElement given) ? given.GetString() : null;
        string? failed = await events.RaiseAsync(function, invocation, http.RequestAborted);
        if (!string.IsNullOrEmpty(id))
        {
            await http.Response.Body.WriteAsync(Completion(id, failed), http.RequestAborted);
        }
    }

    private static byte[] Completion(string id, string? failed)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("type", 3);
            json.WriteString("invocationId", id);
            if (failed is null)
            {
                json.WriteNull("result");
            }
            else
            {
                json.WriteString("error", failed);
            }

            json.WriteEndObject();
        }

        text.WriteByte(0x1e);
        return text.ToArray();
    }
}
