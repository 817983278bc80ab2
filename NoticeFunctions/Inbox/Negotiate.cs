using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Applications;
using NoticeFunctions.Channels.WebSocket;
using NoticeFunctions.Http;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;
using NoticeFunctions.Records;

namespace NoticeFunctions.Inbox;

/// <summary>
/// <c>POST /api/negotiate</c>: an application gets a connection for one of its users, which its page or app then opens; or a user with
/// a token of the company's own issuer gets it directly. The host makes the connection before this is asked,
/// for the user whom the header names, so whose user that is is looked at before anybody gets it.
/// </summary>
internal sealed class Negotiate(IInbox inbox)
{
    /// <summary>Names the user, as <c>application:user</c>.</summary>
    public const string UserHeader = "x-notice-user";

    /// <summary>The hub's address and a token for it, as SignalR's clients understand it.</summary>
    [Function(nameof(Negotiate))]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/negotiate")] HttpRequest request,
        [SignalRConnectionInfoInput(HubName = NoticeHub.Name, ConnectionStringSetting = NoticeHub.ConnectionSetting, UserId = "{headers.x-notice-user}")] SignalRConnectionInfo connection)
    {
        Caller caller = request.HttpContext.GetCaller();
        string application = caller.Application;
        if (InboxUser.Parse(request.Headers[UserHeader]) is not { } user)
        {
            return Refuse.Invalid(UserHeader, $"must be your application and its user, with a colon between, the user at most {InboxUser.LongestName} characters", $"{application}:ann");
        }

        if (user.Application != application || !caller.MayActFor(user.Name))
        {
            return Refuse.NotFound("There is no such user of your application.");
        }

        await inbox.GreetAsync(user, request.HttpContext.RequestAborted);
        return new JsonAnswer<ConnectionAnswer>(new(connection.Url, connection.AccessToken), InboxJson.Default.ConnectionAnswer);
    }
}
