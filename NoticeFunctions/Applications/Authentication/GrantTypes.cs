namespace NoticeFunctions.Applications.Authentication;

/// <summary>The ways to a token.</summary>
internal static class GrantTypes
{
    /// <summary>With a client secret or a client assertion (RFC 6749, section 4.4).</summary>
    public const string ClientCredentials = "client_credentials";

    /// <summary>With a secret that is encrypted for the platform: an extension (RFC 6749, section 4.5).</summary>
    public const string RsaCredential = "urn:notice:grant-type:rsa-credential";

    /// <summary>A client assertion that is a JWT (RFC 7523, section 2.2).</summary>
    public const string JwtAssertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
}
