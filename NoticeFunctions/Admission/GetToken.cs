using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using NoticeFunctions.Admission.Answers;
using NoticeFunctions.Admission.Reading;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;

namespace NoticeFunctions.Admission;

/// <summary><c>POST /api/tokens</c>: the OAuth 2.0 token endpoint (RFC 6749, section 3.2).</summary>
internal sealed class GetToken(ClientAuthentication clients, TokenIssuer issuer, FailedAuthentications failures, ClientAddress addresses)
{
    /// <summary>A token for whoever can prove to be a registered application.</summary>
    [Function(nameof(GetToken))]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/tokens")] HttpRequest request)
    {
        CancellationToken cancellation = request.HttpContext.RequestAborted;
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        (TokenRequest? asked, TokenError? error) = await TokenForm.ReadAsync(request, cancellation);
        IPAddress? address = addresses.Of(request.HttpContext);
        if (asked is null)
        {
            if (error == TokenError.InvalidClient)
            {
                failures.Count(client: null, address);
            }

            return Refuse(request, error!);
        }

        if (failures.WaitOf(asked.ClientId, address) is { } wait)
        {
            request.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new JsonAnswer<TokenError>(TokenError.TooManyFailures, TokenJson.Default.TokenError, StatusCodes.Status429TooManyRequests);
        }

        AuthenticationResult client = await clients.AuthenticateAsync(asked, cancellation);
        if (client.Application is not { } application)
        {
            if (client.Error == TokenError.InvalidClient)
            {
                failures.Count(asked.ClientId, address);
            }

            return Refuse(request, client.Error!);
        }

        // Unless it asks for less, a client gets all that it may have (RFC 6749, section 3.3).
        Scopes scopes = application.Scopes;
        if (asked.Scope is { } wanted && (!ScopeNames.TrySplit(wanted, out scopes) || (scopes & ~application.Scopes) != Scopes.None || scopes == Scopes.None))
        {
            return Refuse(request, TokenError.InvalidScope);
        }

        IssuedToken issued = await issuer.IssueAsync(application.Id, client.KeyId!, scopes, cancellation);
        return new JsonAnswer<TokenAnswer>(new TokenAnswer(issued.Token, "Bearer", issued.ExpiresIn, ScopeNames.Join(scopes)), TokenJson.Default.TokenAnswer);
    }

    private static JsonAnswer<TokenError> Refuse(HttpRequest request, TokenError error)
    {
        if (error != TokenError.InvalidClient)
        {
            return new(error, TokenJson.Default.TokenError, StatusCodes.Status400BadRequest);
        }

        if (TokenForm.UsesBasic(request))
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"notice\", charset=\"UTF-8\"";
        }

        return new(error, TokenJson.Default.TokenError, StatusCodes.Status401Unauthorized);
    }
}
