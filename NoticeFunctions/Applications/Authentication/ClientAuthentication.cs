using Microsoft.Extensions.Logging;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>Finds out which application asks for a token, in whichever way it chose.</summary>
internal sealed class ClientAuthentication(ClientSecrets secrets, ILogger<ClientAuthentication> logger)
{
    /// <summary>The application, or the error to be answered.</summary>
    public async Task<AuthenticationResult> AuthenticateAsync(TokenRequest request, CancellationToken cancellation)
    {
        (string method, Task<AuthenticationResult> work) = request switch
        {
            { GrantType: null } => Malformed("The parameter grant_type is missing."),
            { GrantType: GrantTypes.ClientCredentials, ClientId: { } id, ClientSecret: { } secret } => ("secret", secrets.AuthenticateAsync(id, secret, cancellation)),
            { GrantType: GrantTypes.ClientCredentials } => ("none", Task.FromResult(AuthenticationResult.Failed)),
            _ => ("none", Task.FromResult(new AuthenticationResult(null, null, TokenError.UnsupportedGrantType))),
        };
        AuthenticationResult result = await work;
        if (result.Error is { } error)
        {
            logger.ClientRefused(method, error.Error);
        }

        return result;
    }

    private static (string Method, Task<AuthenticationResult> Work) Malformed(string description) => ("none", Task.FromResult(AuthenticationResult.Malformed(description)));
}
