using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using NoticeFunctions.Orchestration;

namespace NoticeFunctions.Controls;

/// <summary>
/// <c>/a/{token}</c>, the link in mails and SMS. Mail scanners follow links, so a GET shows a page and changes nothing; the page's button posts. Whoever holds the link may
/// acknowledge that one notice as that one recipient, and nothing else.
/// </summary>
internal sealed class AcknowledgePage(NoticeControls controls, AcknowledgeTokens tokens)
{
    /// <summary>Shows the page.</summary>
    public const string Show = "ShowAcknowledgePage";

    /// <summary>Acknowledges.</summary>
    public const string Take = "AcknowledgeByLink";

    private const string Title = "Acknowledge";

    /// <summary>The page with its button.</summary>
    [Function(Show)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{token}")] HttpRequest request, string token) =>
        tokens.Read(token) is null ? Gone(request) : Page(request, StatusCodes.Status200OK, "<p>Have you taken note of this message?</p><form method=\"post\"><button>Yes, acknowledge</button></form>");

    /// <summary>Acknowledges; again is as good as once.</summary>
    [Function(Take)]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "a/{token}")] HttpRequest request, [DurableClient] DurableTaskClient client, string token)
    {
        if (tokens.Read(token) is not { } who)
        {
            return Gone(request);
        }

        ControlRequest control = new(ControlKind.Acknowledge, "recipient", Recipient: who.Recipient);
        ControlResult? result = await controls.ControlAsync(client, who.Key, control, request.HttpContext.RequestAborted);
        return result is { IsAllowed: true } ? Page(request, StatusCodes.Status200OK, "<p>Thank you: it is acknowledged.</p>") : Gone(request);
    }

    private static IResult Gone(HttpRequest request) => LinkPage.Gone(request, Title);

    private static IResult Page(HttpRequest request, int status, string body) => LinkPage.Show(request, status, Title, body);
}
