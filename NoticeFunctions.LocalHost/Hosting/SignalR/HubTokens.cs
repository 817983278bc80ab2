using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>The tokens that clients connect with: HS256 under the access key, for one hub at one address, good for an hour.</summary>
internal sealed class HubTokens(HubAccessKey key, TimeProvider time)
{
    public const string UserClaim = "asrs.s.uid";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly SymmetricSecurityKey signer = new(key.Bytes) { KeyId = key.Id };

    /// <summary>Where clients of a hub connect to, as whoever sends this request can reach it.</summary>
    public static string Url(HttpRequest request, string hub) => $"{request.Scheme}://{request.Host}/client/?hub={hub}";

    /// <summary>A token for a hub at the address that the request came to.</summary>
    /// <param name="request">The negotiation.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="user">The user; null or empty for an anonymous client.</param>
    public string Issue(HttpRequest request, string hub, string? user)
    {
        // Whole seconds are all that a token can say.
        DateTime now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds()).UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = string.IsNullOrEmpty(user) ? new Dictionary<string, object>() : new() { [UserClaim] = user },
            NotBefore = now,
            IssuedAt = now,
            Expires = now + Lifetime,
            Audience = Audience(request, hub),
            SigningCredentials = new SigningCredentials(signer, SecurityAlgorithms.HmacSha256),
        });
    }

    /// <summary>The claims of a token that opens the hub at the request's address; null for every other.</summary>
    public async Task<IReadOnlyList<Claim>?> ReadAsync(HttpRequest request, string hub, string token)
    {
        TokenValidationResult result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = signer,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidAudience = Audience(request, hub),
            ValidateIssuer = false,
            LifetimeValidator = (from, until, _, _) => until > time.GetUtcNow().UtcDateTime && !(from > time.GetUtcNow().UtcDateTime),
        });
        return result.IsValid ? [.. result.ClaimsIdentity.Claims] : null;
    }

    // Without the port, as the service has it.
    private static string Audience(HttpRequest request, string hub) => $"{request.Scheme}://{request.Host.Host}/client/?hub={hub}";
}
