using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

public class S
{
    [Function("negotiate")] public IActionResult Negotiate([HttpTrigger(AuthorizationLevel.Anonymous, "get", "post")] HttpRequest r, [SignalRConnectionInfoInput(HubName = "chat", UserId = "{query.user}")] string info) => new ContentResult { Content = info, ContentType = "application/json" };
    [Function("Bcast")] public BOut Bcast([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bcast")] HttpRequest r) => new() { Http = new OkObjectResult("b"), Msg = new SignalRMessageAction("newMessage", new object[] { "text", 1 }) };
    public class BOut { [HttpResult] public IActionResult? Http { get; set; } [SignalROutput(HubName = "chat")] public SignalRMessageAction? Msg { get; set; } }
    [Function("OnMsg")] public string OnMsg([SignalRTrigger("chat", "messages", "send", "text")] SignalRInvocationContext c, string text) => "got " + text + " from " + c.UserId + " " + c.ConnectionId;
    [Function("OnConn")] public void OnConn([SignalRTrigger("chat", "connections", "connected")] SignalRInvocationContext c) { }
}
