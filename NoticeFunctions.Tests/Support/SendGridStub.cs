using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace NoticeFunctions.Tests.Support;

/// <summary>SendGrid's one endpoint on a free loopback port, answering as a test says and remembering every call.</summary>
internal sealed class SendGridStub : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, JsonObject, int, Task>>> scripts = new();

    private SendGridStub(WebApplication app)
    {
        this.app = app;
        Answer = AnswerAsScripted;
    }

    /// <summary>The calls in the order of their arrival.</summary>
    public ConcurrentQueue<SendGridCall> Calls { get; } = [];

    /// <summary>Answers the call of that number, from 1. Unless a test says otherwise: as <see cref="Script"/> has it, and 202 to everything else.</summary>
    public Func<HttpContext, JsonObject, int, Task> Answer { get; set; }

    /// <summary>The API key that it knows; null for any.</summary>
    public string? Key { get; set; }

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

    /// <summary>Answers the next calls whose first recipient is this address, one answer a call; tests that run side by side take an address each.</summary>
    public void Script(string recipient, params IEnumerable<Func<HttpContext, JsonObject, int, Task>> answers) => scripts[recipient] = new(answers);

    /// <summary>The calls for an address.</summary>
    public IReadOnlyList<SendGridCall> CallsFor(string recipient) => [.. Calls.Where(call => call.Recipients.Contains(recipient))];

    /// <summary>202 with a message id.</summary>
    public static Task Accept(HttpContext http, JsonObject body, int number)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers["X-Message-Id"] = $"message-{number}";
        return Task.CompletedTask;
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

    private Task AnswerAsScripted(HttpContext http, JsonObject body, int number) =>
        scripts.TryGetValue(SendGridCall.RecipientsOf(body)[0], out var script) && script.TryDequeue(out Func<HttpContext, JsonObject, int, Task>? answer)
            ? answer(http, body, number)
            : Accept(http, body, number);

    private async Task TakeAsync(HttpContext http)
    {
        if (Key is not null && http.Request.Headers.Authorization != $"Bearer {Key}")
        {
            await Refusing(401, "The provided authorization grant is invalid, expired, or revoked")(http, [], 0);
            return;
        }

        JsonObject body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        Calls.Enqueue(new SendGridCall(body, http.Request.Headers.Authorization.ToString(), TimeProvider.System.GetUtcNow()));
        await Answer(http, body, Calls.Count);
    }
}

/// <summary>A call of <c>POST /v3/mail/send</c>.</summary>
/// <param name="Body">What was sent.</param>
/// <param name="Authorization">The header.</param>
/// <param name="At">When it came.</param>
internal sealed record SendGridCall(JsonObject Body, string Authorization, DateTimeOffset At)
{
    /// <summary>The addresses, one a personalization.</summary>
    public IReadOnlyList<string> Recipients => RecipientsOf(Body);

    /// <summary>The deliveries' ids, one a personalization.</summary>
    public IReadOnlyList<string> Deliveries => [.. Body["personalizations"]!.AsArray().Select(one => one!["custom_args"]!["delivery"]!.GetValue<string>())];

    public static IReadOnlyList<string> RecipientsOf(JsonObject body) =>
        [.. body["personalizations"]!.AsArray().Select(one => one!["to"]![0]!["email"]!.GetValue<string>())];
}
