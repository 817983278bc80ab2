using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;
using NoticeFunctions.Applications;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;
using NoticeFunctions.Problems;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Access;

/// <summary>
/// Stands before every HTTP function: lets through who has a token with the function's scope, or is a user who may call it, and leaves the caller on the request. It answers on the
/// HttpContext alone: a refusal that is given as the function's result has come back as 200 on the real host.
/// </summary>
internal sealed class AccessMiddleware(IAccessTokens tokens, UserAccess users, FailedAuthentications failures, ClientAddress addresses, ILogger<AccessMiddleware> logger) : IFunctionsWorkerMiddleware
{
    /// <inheritdoc/>
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        HttpContext http = context.GetHttpContext() ?? throw new InvalidOperationException("An HTTP function was called without a request.");
        string function = context.FunctionDefinition.Name;
        RoutePolicy policy = RoutePolicies.Of(function) ?? throw new InvalidOperationException($"Nothing is said of who may call {function}.");
        ProblemResult? refusal = policy.IsPublic ? null : await AuthenticateAsync(http, function, policy);
        refusal ??= http.Request.ContentLength > policy.BodyBytes ? Refuse.TooLarge(policy.BodyBytes) : null;
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(http);
            return;
        }

        // A body that doesn't say how long it is is cut off there by the server, whoever reads it; what frames its chunks counts, too.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server)
        {
            server.MaxRequestBodySize = policy.BodyBytes;
        }

        await next(context);
    }

    private async ValueTask<ProblemResult?> AuthenticateAsync(HttpContext http, string function, RoutePolicy policy)
    {
        string? token = BearerToken.Read(http.Request.Headers.Authorization);
        return policy.IsForUsers && token is { Length: > 0 } && users.IsMeant(token)
            ? await AuthenticateUserAsync(http, function, token)
            : await AuthenticateApplicationAsync(http, function, token, policy.Scope);
    }

    private async Task<ProblemResult?> AuthenticateUserAsync(HttpContext http, string function, string token)
    {
        (Caller? user, ProblemResult? refusal) = await users.AuthenticateAsync(http.Request, token);
        if (user is null)
        {
            return refusal ?? Unauthenticated(http, function, token);
        }

        http.SetCaller(user);
        return null;
    }

    private async ValueTask<ProblemResult?> AuthenticateApplicationAsync(HttpContext http, string function, string? token, Scopes scope)
    {
        if (token is not { Length: > 0 } || await tokens.ValidateAsync(token, http.RequestAborted) is not { } caller)
        {
            return Unauthenticated(http, function, token);
        }

        if (!caller.May(scope))
        {
            logger.ScopeMissing(function, caller.Application, ScopeNames.Join(scope));
            http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{ScopeNames.Join(scope)}\"";
            return Refuse.Forbidden(ScopeNames.Join(scope));
        }

        http.SetCaller(caller);
        return null;
    }

    /// <summary>
    /// The same answer for every token that is not good: what is wrong with it is nobody's business. Who goes on and on is told when to come again; a good token
    /// is let through all the same, for others may come from the same address.
    /// </summary>
    private ProblemResult Unauthenticated(HttpContext http, string function, string? token)
    {
        logger.NotAuthenticated(function);

        // RFC 6750, section 3.1: who brings no token is told of no error.
        http.Response.Headers.WWWAuthenticate = token is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return token is not null && failures.CountToken(addresses.Of(http)) is { } wait ? Refuse.TooManyFailures(wait) : Refuse.Unauthenticated();
    }
}
