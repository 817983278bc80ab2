using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Notices;
using NoticeFunctions.Orchestration;
using NoticeFunctions.Records.Suppressions;

namespace NoticeFunctions.Controls.Suppressions;

/// <summary>
/// <c>/u/{token}</c>, the link to unsubscribe in the head of mail (RFC 2369). Mail scanners follow links, so a GET shows a page and changes nothing; the page's button posts, and so
/// do mail programs whose user asks them to (RFC 8058), with a body that says nothing new. Whoever holds the link may unsubscribe that one address from that one category.
/// </summary>
internal sealed class UnsubscribePage(SuppressionList list, UnsubscribeTokens tokens, TimeProvider time)
{
    /// <summary>Shows the page.</summary>
    public const string Show = "ShowUnsubscribePage";

    /// <summary>Unsubscribes.</summary>
    public const string Take = "UnsubscribeByLink";

    private const string Title = "Unsubscribe";

    /// <summary>The page with its button.</summary>
    [Function(Show)]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "u/{token}")] HttpRequest request, string token) =>
        tokens.Read(token) is { } who
            ? LinkPage.Show(request, StatusCodes.Status200OK, Title, $"<p>Do you want no more mail of the kind <b>{who.Key.Category}</b>?</p><form method=\"post\"><button>Unsubscribe</button></form>")
            : LinkPage.Gone(request, Title);

    /// <summary>Unsubscribes; again is as good as once.</summary>
    [Function(Take)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "u/{token}")] HttpRequest request, string token)
    {
        if (tokens.Read(token) is not { } who)
        {
            return LinkPage.Gone(request, Title);
        }

        await list.AddAsync(who.Application, new Suppression(who.Key, SuppressionReason.Unsubscribed, time.GetUtcNow()), request.HttpContext.RequestAborted);
        return LinkPage.Show(request, StatusCodes.Status200OK, Title, "<p>You are unsubscribed: no more mail of this kind will be sent to you.</p>");
    }
}
