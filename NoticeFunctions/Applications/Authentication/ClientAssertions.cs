using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Tokens;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>
/// Knows a client by a JWT that it has signed with a registered key (RFC 7523, section 3; RFC 8725): for this platform alone, for a few minutes, and once.
/// </summary>
internal sealed class ClientAssertions(Clients clients, UsedCredentials used, TokenIdentity identity, TimeProvider time)
{
    /// <summary>How far in the future an assertion may end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int Characters = 8192;
    private const int JtiCharacters = 128;
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Characters };

    /// <summary>The application that signed it.</summary>
    /// <param name="clientId">What the request calls the client, if it does: it must be the same (RFC 7521, section 4.2).</param>
    /// <param name="assertion">The JWT: anything at all.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<AuthenticationResult> AuthenticateAsync(string? clientId, string assertion, CancellationToken cancellation)
    {
        if (assertion.Length > Characters || AssertionHead.Read(assertion) is not { } head || ReadClaims(assertion) is not { Subject: { Length: > 0 } id } || (clientId ?? id) != id)
        {
            return AuthenticationResult.Failed;
        }

        RegisteredApplication? application = await clients.FindAsync(id, cancellation);
        if (application?.Key(head.KeyId, time.GetUtcNow()) is not { Jwk: { } jwk } key || !jwk.Algorithms.Contains(head.Algorithm))
        {
            return AuthenticationResult.Failed;
        }

        // Nobody but the key's owner can use up a name: the signature comes first.
        JsonWebToken? token = await VerifyAsync(assertion, application.Id, jwk, head.Algorithm);
        return token is { Id: { Length: > 0 and <= JtiCharacters } jti } && token.Subject == application.Id
            && await used.TryUseAsync(application.Id, "jti", jti, Until(token), cancellation)
                ? AuthenticationResult.By(application, key.Id)
                : AuthenticationResult.Failed;
    }

    private async Task<JsonWebToken?> VerifyAsync(string assertion, string client, ClientJwk jwk, string algorithm)
    {
        using AsymmetricAlgorithm key = jwk.Import();
        SecurityKey security = key is RSA rsa ? new RsaSecurityKey(rsa) : new ECDsaSecurityKey((ECDsa)key);

        // The library would keep the verifier of a key that is disposed of here.
        security.CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false };
        TokenValidationResult result = await handler.ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = client,
            // Another audience beside the platform could use the assertion here, so there may be none.
            AudienceValidator = (audiences, _, _) => audiences.ToArray() is [{ } only] && identity.Audiences.Contains(only),
            ValidAlgorithms = [algorithm],
            IssuerSigningKey = security,
            TryAllIssuerSigningKeys = true,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            LifetimeValidator = IsTimely,
        });
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }

    // The library's own would ask the wall clock.
    private bool IsTimely(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        DateTime issued = ((JsonWebToken)token).IssuedAt;
        return expires > now - Skew && expires <= now + Longest + Skew && (notBefore is null || notBefore <= now + Skew) && issued <= now + Skew;
    }

    private static DateTimeOffset Until(JsonWebToken token) => new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew;

    // Believed by nobody yet: it tells whose key to try.
    private JsonWebToken? ReadClaims(string assertion)
    {
        try
        {
            return handler.ReadJsonWebToken(assertion);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or System.Text.Json.JsonException or FormatException)
        {
            return null;
        }
    }
}
