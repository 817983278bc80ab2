using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Tests.Channels.Email;

/// <summary>SendGrid's one endpoint on a free loopback port, answering as a test says.</summary>
internal sealed class SendGridStub : IAsyncDisposable
{
    private readonly WebApplication app;

    private SendGridStub(WebApplication app) => this.app = app;

    public ConcurrentQueue<(JsonObject Body, string Authorization)> Calls { get; } = [];

    /// <summary>Answers the call of that number, from 1.</summary>
    public Func<HttpContext, JsonObject, int, Task> Answer { get; set; } = (http, _, number) =>
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers["X-Message-Id"] = $"message-{number}";
        return Task.CompletedTask;
    };

    public string Url => app.Urls.Single();

    public static async Task<SendGridStub> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        WebApplication server = builder.Build();
        SendGridStub stub = new(server);
        server.MapPost("/v3/mail/send", stub.TakeAsync);
        await server.StartAsync();
        return stub;
    }

    /// <summary>An answer with a status and SendGrid's body of errors.</summary>
    public static Func<HttpContext, JsonObject, int, Task> Refusing(int status, string message, string? field = null, string? retryAfter = null) => async (http, _, _) =>
    {
        http.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        await http.Response.WriteAsync(new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["message"] = message, ["field"] = field }) }.ToJsonString());
    };

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        JsonObject body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        Calls.Enqueue((body, http.Request.Headers.Authorization.ToString()));
        await Answer(http, body, Calls.Count);
    }
}
