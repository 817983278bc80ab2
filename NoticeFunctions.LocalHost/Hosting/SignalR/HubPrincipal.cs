using System.Security.Claims;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Who a client has shown itself to be.</summary>
/// <param name="hub">The hub that its token opens.</param>
/// <param name="claims">The token's claims.</param>
internal sealed class HubPrincipal(string hub, IReadOnlyList<Claim> claims) : ClaimsPrincipal(new ClaimsIdentity(claims, "SignalR"))
{
    private static readonly string[] OfTheToken = ["aud", "exp", "iat", "nbf", HubTokens.UserClaim];

    public string Hub => hub;

    /// <summary>Empty for an anonymous client.</summary>
    public string UserId => claims.FirstOrDefault(claim => claim.Type == HubTokens.UserClaim)?.Value ?? "";

    /// <summary>The claims that are not the token's own.</summary>
    public IEnumerable<Claim> OwnClaims => claims.Where(claim => !OfTheToken.Contains(claim.Type));
}
