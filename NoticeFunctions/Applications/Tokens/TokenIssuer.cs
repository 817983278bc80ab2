using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>Makes access tokens as RFC 9068 has them.</summary>
internal sealed class TokenIssuer(KeyRings rings, TokenIdentity identity, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenIssuer> logger)
{
    /// <summary>The <c>typ</c> of an access token (RFC 9068, section 2.1).</summary>
    public const string Type = "at+jwt";

    /// <summary>The claim that names the key that the token was got with: when that is revoked, the token is.</summary>
    public const string KeyClaim = "key";

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>A token for an application.</summary>
    /// <param name="application">Its id.</param>
    /// <param name="keyId">The key that it was authenticated by.</param>
    /// <param name="scopes">What the token allows.</param>
    /// <param name="cancellation">The caller's patience.</param>
    public async Task<IssuedToken> IssueAsync(string application, string keyId, Scopes scopes, CancellationToken cancellation)
    {
        PlatformKey key = await rings.Signing.CurrentAsync(cancellation);
        long now = time.GetUtcNow().ToUnixTimeSeconds();
        long lifetime = (long)options.Value.Lifetime.TotalSeconds;
        Dictionary<string, object> claims = new()
        {
            ["iss"] = identity.Issuer,
            ["aud"] = identity.Issuer,
            ["sub"] = application,
            ["client_id"] = application,
            ["iat"] = now,
            ["exp"] = now + lifetime,
            ["jti"] = Guid.CreateVersion7(time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture),
            ["scope"] = ScopeNames.Join(scopes),
            [KeyClaim] = keyId,
        };
        string token = handler.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = Type,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key.Security, key.Kind.Algorithm),
        });
        logger.TokenIssued(application, ScopeNames.Join(scopes));
        return new IssuedToken(token, lifetime, scopes);
    }
}

/// <summary>A token as it is handed out.</summary>
/// <param name="Token">The token.</param>
/// <param name="ExpiresIn">How long it is good for, in seconds.</param>
/// <param name="Scopes">What it allows.</param>
internal sealed record IssuedToken(string Token, long ExpiresIn, Scopes Scopes)
{
    // A record prints its members: this one's are no words for a log.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append(CultureInfo.InvariantCulture, $"Scopes = {Scopes}");
        return true;
    }
}
