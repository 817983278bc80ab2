using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.Applications.Tokens;

/// <summary>
/// Who issues the tokens, and for whom: <c>Notices:PublicUrl</c>, or a fixed name where that is not set. Never the Host of a request: whoever sends a
/// request chooses that, and an assertion that a client was tricked into making for another host would pass for one made for this platform.
/// </summary>
internal sealed class TokenIdentity(IConfiguration configuration)
{
    /// <summary>The issuer of a platform that has not been told its address.</summary>
    public const string Unnamed = "urn:notice:platform";

    private readonly string? url = configuration["Notices:PublicUrl"] is { Length: > 0 } set ? set.TrimEnd('/') : null;

    /// <summary>The <c>iss</c> and the <c>aud</c> of the platform's tokens, which are for itself.</summary>
    public string Issuer => url ?? Unnamed;

    /// <summary>What a client may name as the audience of its assertion (RFC 7523, section 3): the issuer, and the token endpoint where its address is known.</summary>
    public IReadOnlyList<string> Audiences => url is null ? [Unnamed] : [url, $"{url}/api/tokens"];
}
