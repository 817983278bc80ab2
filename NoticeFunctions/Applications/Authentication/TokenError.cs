namespace NoticeFunctions.Applications.Authentication;

/// <summary>Why there is no token (RFC 6749, section 5.2).</summary>
/// <param name="Error">The code.</param>
/// <param name="ErrorDescription">A sentence for the client's developer, in ASCII without quotes and backslashes; it repeats nothing of the request.</param>
internal sealed record TokenError(string Error, string ErrorDescription)
{
    /// <summary>Who the client is could not be found out, or is not so: one answer for every reason, which is told to the log alone.</summary>
    public static TokenError InvalidClient { get; } = new("invalid_client", "The client could not be authenticated.");

    /// <summary>Too many authentications have failed: this one was not looked at. The code is that of RFC 6749, section 4.1.2.1, for section 5.2 has none.</summary>
    public static TokenError TooManyFailures { get; } = new("temporarily_unavailable", "Too many authentications have failed. Wait as long as Retry-After says.");

    /// <summary>The request is malformed.</summary>
    public static TokenError InvalidRequest(string description) => new("invalid_request", description);

    /// <summary>The client may not have a scope that it asked for, or there is none of that name.</summary>
    public static TokenError InvalidScope { get; } = new("invalid_scope", "A scope is unknown, or not one that the client may have.");

    /// <summary>There is no such way here.</summary>
    public static TokenError UnsupportedGrantType { get; } = new(
        "unsupported_grant_type", $"The grant type must be {GrantTypes.ClientCredentials} or {GrantTypes.RsaCredential}.");
}
