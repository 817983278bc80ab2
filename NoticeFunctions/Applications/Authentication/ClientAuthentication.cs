using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>Finds out which application asks for a token, in whichever way it chose.</summary>
internal sealed class ClientAuthentication(ClientSecrets secrets, ClientAssertions assertions, RsaCredentials credentials, ILogger<ClientAuthentication> logger)
{
    /// <summary>The application, or the error to be answered.</summary>
    public async Task<AuthenticationResult> AuthenticateAsync(TokenRequest request, CancellationToken cancellation)
    {
        (string method, Task<AuthenticationResult> work) = Choose(request, cancellation);
        AuthenticationResult result = await work;
        if (result.Error is { } error)
        {
            logger.ClientRefused(method, error.Error);
        }

        return result;
    }

    private (string Method, Task<AuthenticationResult> Work) Choose(TokenRequest request, CancellationToken cancellation)
    {
        if (request.GrantType is null)
        {
            return Malformed("The parameter grant_type is missing.");
        }

        if (request.GrantType is not (GrantTypes.ClientCredentials or GrantTypes.RsaCredential))
        {
            return ("none", Task.FromResult(new AuthenticationResult(null, null, TokenError.UnsupportedGrantType)));
        }

        // RFC 6749, section 2.3: one way to authenticate a request.
        bool[] ways = [request.ClientSecret is not null, request.Assertion is not null || request.AssertionType is not null, request.Credential is not null];
        if (ways.Count(static way => way) > 1)
        {
            return Malformed("The client authenticates in more than one way.");
        }

        return request switch
        {
            { GrantType: GrantTypes.RsaCredential, Credential: { } credential } => ("credential", credentials.AuthenticateAsync(request.ClientId, credential, cancellation)),
            { GrantType: GrantTypes.RsaCredential } => Malformed("The parameter credential is missing."),
            { Credential: not null } => Malformed($"The parameter credential belongs to grant type {GrantTypes.RsaCredential}."),
            { Assertion: { } assertion, AssertionType: GrantTypes.JwtAssertion } => ("assertion", assertions.AuthenticateAsync(request.ClientId, assertion, cancellation)),
            { Assertion: not null } or { AssertionType: not null } => Malformed($"client_assertion goes with client_assertion_type {GrantTypes.JwtAssertion}."),
            { ClientId: { } id, ClientSecret: { } secret } => ("secret", secrets.AuthenticateAsync(id, secret, cancellation)),
            _ => ("none", Task.FromResult(AuthenticationResult.Failed)),
        };
    }

    private static (string Method, Task<AuthenticationResult> Work) Malformed(string description) => ("none", Task.FromResult(AuthenticationResult.Malformed(description)));
}
