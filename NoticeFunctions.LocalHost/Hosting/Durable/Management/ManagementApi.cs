using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Durable.Management.Json;
using NoticeFunctions.LocalHost.Hosting.Http;
using NoticeFunctions.LocalHost.Journal;

namespace NoticeFunctions.LocalHost.Hosting.Durable.Management;

/// <summary>
/// Durable's management API below <c>/runtime/webhooks/durabletask</c>, for callers who have shown the system key or the master key. It answers as
/// the real host does, word for word where the recordings show the words; whatever it does not know is 404.
/// </summary>
internal sealed class ManagementApi
{
    public const string Root = "/runtime/webhooks/durabletask";

    /// <summary>The only connection there is: AzureWebJobsStorage.</summary>
    public const string Connection = "Storage";

    private readonly string hub;
    private readonly ILogger logger;
    private readonly IReadOnlyList<ManagementRoute> routes;

    public ManagementApi(DurableEngine engine, DurableSettings settings, HostKeys keys, TimeProvider time, ILogger<ManagementApi> logger)
    {
        hub = settings.Hub;
        this.logger = logger;
        CheckStatusUrls urls = new(hub, keys.DurableTask);
        StartInstance start = new(engine, urls, time);
        ControlInstance control = new(engine);
        PurgeInstances purge = new(engine);
        routes =
        [
            new("GET", "instances", new ListInstances(engine).AnswerAsync),
            new("DELETE", "instances", purge.ManyAsync),
            new("GET", "instances/{id}", new GetStatus(engine).AnswerAsync),
            new("DELETE", "instances/{id}", purge.OneAsync),
            new("POST", "instances/{id}/raiseEvent/{event}", new RaiseEvent(engine).AnswerAsync),
            new("POST", "instances/{id}/terminate", control.TerminateAsync),
            new("POST", "instances/{id}/suspend", control.SuspendAsync),
            new("POST", "instances/{id}/resume", control.ResumeAsync),
            new("POST", "instances/{id}/restart", new RestartInstance(engine, urls).AnswerAsync),
            new("POST", "instances/{id}/rewind", new RewindInstance(engine).AnswerAsync),
            new("POST", "orchestrators/{name}", request => start.AnswerAsync(request, wantedId: null)),
            new("POST", "orchestrators/{name}/{id}", request => start.AnswerAsync(request, request.InstanceId)),
        ];
    }

    public async Task AnswerAsync(HttpContext http)
    {
        // Decoded twice, as on the real host: a plus in an id is a space, and %2F a slash.
        string[] path = WebUtility.UrlDecode(http.Request.Path.Value![Root.Length..]).Trim('/').Split('/');
        foreach (ManagementRoute route in routes)
        {
            if (route.Match(http.Request.Method, path) is { } values)
            {
                await AnswerAsync(route, new ManagementRequest(http, values));
                return;
            }
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private async Task AnswerAsync(ManagementRoute route, ManagementRequest request)
    {
        const string wrong = "Something went wrong while processing your request";
        try
        {
            if (await IsElsewhereAsync(route, request))
            {
                return;
            }

            await route.Answer(request);
        }
        catch (OperationCanceledException) when (request.Aborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (EngineUnavailableException)
        {
            request.Http.Response.Headers.RetryAfter = "5";
            await request.AnswerAsync(StatusCodes.Status503ServiceUnavailable);
        }
        catch (ArgumentException e)
        {
            await request.FailAsync(StatusCodes.Status400BadRequest, "One or more of the arguments submitted is incorrect", e);
        }
        catch (StorageRefusal e)
        {
            await request.FailAsync(StatusCodes.Status500InternalServerError, wrong, e, StorageRefusal.TypeName);
        }
        catch (Exception e)
        {
            if (e is not (InvalidOperationException or JsonException))
            {
                logger.ManagementFailed(route.Template, e);
            }

            await request.FailAsync(StatusCodes.Status500InternalServerError, wrong, e);
        }
    }

    /// <summary>Another task hub has nothing here, and another connection is none: whether that was the answer.</summary>
    private async Task<bool> IsElsewhereAsync(ManagementRoute route, ManagementRequest request)
    {
        if (request.Text("connection") is { Length: > 0 } connection && !connection.Equals(Connection, StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException($"Unable to resolve the Azure Storage connection named '{connection}'.");
        }

        if (request.Text("taskHub") is not { Length: > 0 } other || other.Equals(hub, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        await (route is { Method: "GET", Template: "instances" }
            ? request.JsonAsync(StatusCodes.Status200OK, json =>
            {
                json.WriteStartArray();
                json.WriteEndArray();
            })
            : request.AnswerAsync(StatusCodes.Status404NotFound));
        return true;
    }
}
