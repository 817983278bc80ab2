using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>
/// Believes a token only when everything about it is what <see cref="TokenIssuer"/> writes (RFC 8725): its head, its algorithm, its key, its type, issuer,
/// audience and times; and only as long as the application and the key that it was got with are good.
/// </summary>
internal sealed class AccessTokens(KeyRings rings, IApplications applications, TokenIdentity identity, TokenCache cache, TimeProvider time, ILogger<AccessTokens> logger) : IAccessTokens
{
    /// <summary>The characters that a token may have; the platform's own have some 600.</summary>
    public const int Longest = 4096;

    // The platform's instances are one another's issuers: their clocks may differ a little.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };

    /// <inheritdoc/>
    public async ValueTask<Caller?> ValidateAsync(string token, CancellationToken cancellation)
    {
        if (token.Length is 0 or > Longest)
        {
            return Refused("length");
        }

        TokenDigest digest = TokenDigest.Of(token);
        TrustedToken? trusted = cache.Find(digest, time.GetUtcNow());
        if (trusted is null)
        {
            trusted = await ReadAsync(token, cancellation);
            if (trusted is null)
            {
                return null;
            }

            cache.Add(digest, trusted, time.GetUtcNow());
        }

        RegisteredApplication? application = await applications.FindAsync(trusted.Application, cancellation);
        if (application is not { IsActive: true } || application.Key(trusted.KeyId, time.GetUtcNow()) is null)
        {
            return Refused("application or key");
        }

        // What the application has lost since, its tokens have lost too.
        return new Caller(application.Id, trusted.Scopes & application.Scopes) { Rules = application.Rules };
    }

    private async Task<TrustedToken?> ReadAsync(string token, CancellationToken cancellation)
    {
        if (TokenHead.Read(token) is not { } head || head.Type != TokenIssuer.Type || head.Algorithm != KeyKind.Signing.Algorithm)
        {
            Refused("head");
            return null;
        }

        if (await rings.Signing.FindAsync(head.KeyId, cancellation) is not { } key)
        {
            Refused("unknown key");
            return null;
        }

        TokenValidationResult result = await handler.ValidateTokenAsync(token, Rules(key));
        if (!result.IsValid)
        {
            Refused(result.Exception?.GetType().Name ?? "invalid");
            return null;
        }

        return Trust((JsonWebToken)result.SecurityToken);
    }

    private TokenValidationParameters Rules(PlatformKey key) => new()
    {
        ValidIssuer = identity.Issuer,
        ValidAudience = identity.Issuer,
        ValidAlgorithms = [key.Kind.Algorithm],
        ValidTypes = [TokenIssuer.Type],
        IssuerSigningKey = key.Security,
        TryAllIssuerSigningKeys = false,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = IsTimely,
    };

    // The library's own would ask the wall clock.
    private bool IsTimely(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return expires + Skew > now && (notBefore is null || notBefore - Skew <= now) && ((JsonWebToken)token).IssuedAt - Skew <= now;
    }

    private TrustedToken? Trust(JsonWebToken token)
    {
        if (token.TryGetPayloadValue("client_id", out string client) && client == token.Subject
            && token.TryGetPayloadValue("scope", out string scope) && ScopeNames.TrySplit(scope, out Scopes scopes)
            && token.TryGetPayloadValue(TokenIssuer.KeyClaim, out string key))
        {
            return new(client, scopes, key, new DateTimeOffset(token.ValidTo, TimeSpan.Zero) + Skew);
        }

        Refused("claims");
        return null;
    }

    private Caller? Refused(string reason)
    {
        logger.TokenRefused(reason);
        return null;
    }
}
