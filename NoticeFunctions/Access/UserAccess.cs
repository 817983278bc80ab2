using Microsoft.AspNetCore.Http;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Inbox;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Access;

/// <summary>
/// Lets users in who bring a token of the company's own issuer: each to what is their own in the application that the request's header names. Only applications with the scope
/// <c>users:connect</c> have users that may be let in.
/// </summary>
internal sealed class UserAccess(IUserTokens tokens, IApplications applications)
{
    /// <summary>Whether a token says that it is the issuer's.</summary>
    public bool IsMeant(string token) => tokens.IsMeant(token);

    /// <summary>Who asks, or the refusal; neither where the token is not good.</summary>
    public async Task<(Caller? Caller, ProblemResult? Refusal)> AuthenticateAsync(HttpRequest request, string token)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        string? name;
        try
        {
            name = await tokens.ValidateAsync(token, cancellation);
        }
        catch (IssuerAwayException)
        {
            return (null, Refuse.IssuerAway());
        }

        if (name is null)
        {
            return (null, null);
        }

        if (InboxUser.Parse(request.Headers[Negotiate.UserHeader]) is not { } user)
        {
            return (null, Refuse.Invalid(Negotiate.UserHeader, "must be an application and yourself as its user, with a colon between", $"orders:{name}"));
        }

        // One answer for all of it: whether there is such an application, or such a user, is not told.
        RegisteredApplication? application = user.Name == name && tokens.Serves(user.Application) ? await applications.FindAsync(user.Application, cancellation) : null;
        return application is { IsActive: true } && application.Scopes.HasFlag(Scopes.UsersConnect)
            ? (new Caller(application.Id, Scopes.UsersConnect) { Rules = application.Rules, User = name }, null)
            : (null, Refuse.NotFound("You are no such user of such an application."));
    }
}
