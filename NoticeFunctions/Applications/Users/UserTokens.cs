using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NoticeFunctions.Notices;
using NoticeFunctions.Telemetry;

namespace NoticeFunctions.Applications.Users;

/// <summary>Believes a token of the issuer (an ID token, or an access token after RFC 9068) when its signature, issuer, audience and times are right.</summary>
internal sealed class UserTokens(IssuerKeys keys, IOptions<UserOptions> options, TimeProvider time, ILogger<UserTokens> logger) : IUserTokens
{
    /// <summary>The characters that a token may have: those that tell a user's groups have some thousand.</summary>
    public const int Longest = 16 * 1024;

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);
    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256];

    // Other kinds that an issuer signs (of a logout, of an event) are no proof of who asks.
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt"];

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Longest };
    private readonly HashSet<string> applications = [.. options.Value.ApplicationList];

    /// <inheritdoc/>
    public bool IsMeant(string token) => options.Value.IsEnabled
        && Read(token) is { } read && read.TryGetPayloadValue("iss", out object issuer) && (issuer as string)?.TrimEnd('/') == options.Value.Authority.TrimEnd('/');

    /// <inheritdoc/>
    public bool Serves(string application) => applications.Count == 0 || applications.Contains(application);

    /// <inheritdoc/>
    public async Task<string?> ValidateAsync(string token, CancellationToken cancellation)
    {
        if (Read(token) is not { } read || !Algorithms.Contains(read.Alg) || read.TryGetHeaderValue("crit", out object _))
        {
            return Refused("head");
        }

        IssuerKeySet issuer = await keys.FindAsync(read.Kid, cancellation);
        if (issuer.Find(read.Kid) is not { } key)
        {
            return Refused("unknown key");
        }

        TokenValidationResult result = await handler.ValidateTokenAsync(token, Rules(issuer.Issuer, key));
        if (!result.IsValid)
        {
            return Refused(result.Exception?.GetType().Name ?? "invalid");
        }

        return ((JsonWebToken)result.SecurityToken).TryGetPayloadValue(options.Value.Claim, out object claim) && claim is string { Length: > 0 and <= InboxUser.LongestName } user && !user.Any(char.IsControl)
            ? user
            : Refused("user");
    }

    private static JsonWebToken? Read(string token)
    {
        // Three parts: of five parts would be an encrypted one.
        if (token.Length is 0 or > Longest || token.Count(one => one == '.') != 2)
        {
            return null;
        }

        try
        {
            return new JsonWebToken(token);
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or FormatException)
        {
            return null;
        }
    }

    private TokenValidationParameters Rules(string issuer, JsonWebKey key) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = options.Value.Audience,
        ValidAlgorithms = Algorithms,
        TypeValidator = static (type, _, _) => string.IsNullOrEmpty(type) || Types.Contains(type, StringComparer.OrdinalIgnoreCase) ? type : throw new SecurityTokenInvalidTypeException("Not a kind of token that is taken."),
        IssuerSigningKeyResolver = (_, _, _, _) => [key],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = IsTimely,
    };

    // The library's own would ask the wall clock.
    private bool IsTimely(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        DateTime now = time.GetUtcNow().UtcDateTime;
        return expires + Skew > now && (notBefore is null || notBefore - Skew <= now);
    }

    private string? Refused(string reason)
    {
        logger.TokenRefused(reason);
        return null;
    }
}
