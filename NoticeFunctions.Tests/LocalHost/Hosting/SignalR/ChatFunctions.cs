using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace NoticeFunctions.Tests.LocalHost.Hosting.SignalR;

/// <summary>An app with a hub: who connects is whom a header names, and what it is to do stands in the query.</summary>
public sealed class ChatFunctions(ChatLog log)
{
    public const string Hub = "Chat";

    [Function("Negotiate")]
    public IActionResult Negotiate(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = Hub, UserId = "{headers.x-chat-user}")] SignalRConnectionInfo info) => new OkObjectResult(info);

    [Function("NegotiateOther")]
    public IActionResult NegotiateOther(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "other/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = "other", UserId = "{headers.x-chat-user}")] SignalRConnectionInfo info) => new OkObjectResult(info);

    [Function("Send")]
    public Sent Send([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "send")] HttpRequest request) => new()
    {
        Http = new OkResult(),
        Message = new SignalRMessageAction("message", [new Message(request.Query["text"].ToString())])
        {
            UserId = request.Query["user"],
            GroupName = request.Query["group"],
            ConnectionId = request.Query["connection"],
        },
    };

    [Function("Flood")]
    public Flooded Flood([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "flood")] HttpRequest request) => new()
    {
        Http = new OkResult(),
        Messages = [.. Enumerable.Repeat("flood" + new string('x', 100_000), 200).Select(text => new SignalRMessageAction("message", [new Message(text)])
        {
            ConnectionId = request.Query["connection"],
            GroupName = request.Query["group"],
        })],
    };

    [Function("Group")]
    public Grouped Group([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "group/{action}")] HttpRequest request, SignalRGroupActionType action) => new()
    {
        Http = new OkResult(),
        Actions =
        [
            .. request.Query["name"].DefaultIfEmpty(null).Select(name => new SignalRGroupAction(action)
            {
                GroupName = name,
                UserId = request.Query["user"],
                ConnectionId = request.Query["connection"],
            }),
        ],
    };

    [Function("Say")]
    public string Say([SignalRTrigger(Hub, "messages", "say", "text")] SignalRInvocationContext context, string text)
    {
        log.Events.Enqueue($"{context.UserId} says {text}");
        log.Contexts.Enqueue(context);
        return "nobody hears this";
    }

    [Function("Fail")]
    public void Fail([SignalRTrigger(Hub, "messages", "fail")] SignalRInvocationContext context) => throw new InvalidOperationException("secret of " + context.UserId);

    [Function("Came")]
    public void Came([SignalRTrigger(Hub, "connections", "connected")] SignalRInvocationContext context) => log.Events.Enqueue($"{context.UserId} came");

    [Function("Went")]
    public void Went([SignalRTrigger(Hub, "connections", "disconnected")] SignalRInvocationContext context) => log.Events.Enqueue($"{context.UserId} went");
}

public sealed record Message(string Text);

/// <summary>An answer, and a message.</summary>
public sealed class Sent
{
    [HttpResult]
    public required IActionResult Http { get; init; }

    [SignalROutput(HubName = ChatFunctions.Hub)]
    public SignalRMessageAction? Message { get; init; }
}

/// <summary>An answer, and messages.</summary>
public sealed class Flooded
{
    [HttpResult]
    public required IActionResult Http { get; init; }

    [SignalROutput(HubName = ChatFunctions.Hub)]
    public required IEnumerable<SignalRMessageAction> Messages { get; init; }
}

/// <summary>An answer, and group actions.</summary>
public sealed class Grouped
{
    [HttpResult]
    public required IActionResult Http { get; init; }

    [SignalROutput(HubName = ChatFunctions.Hub)]
    public SignalRGroupAction[]? Actions { get; init; }
}

/// <summary>What the functions have been told.</summary>
public sealed class ChatLog
{
    public ConcurrentQueue<string> Events { get; } = new();

    public ConcurrentQueue<SignalRInvocationContext> Contexts { get; } = new();
}
