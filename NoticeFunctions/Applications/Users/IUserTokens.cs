namespace NoticeFunctions.Applications.Users;

/// <summary>Tells which user a token of the company's own issuer names.</summary>
internal interface IUserTokens
{
    /// <summary>Whether a token says that it is the issuer's. Nothing is proven by that.</summary>
    /// <param name="token">The token as it stands after <c>Bearer</c>: anything at all.</param>
    bool IsMeant(string token);

    /// <summary>The user, or null when the token is not to be trusted, for whatever reason: why is for the log alone.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellation">The caller's patience.</param>
    /// <exception cref="IssuerAwayException">Nobody can tell at present: the issuer does not answer.</exception>
    Task<string?> ValidateAsync(string token, CancellationToken cancellation);

    /// <summary>Whether an application's users are those whom the issuer names.</summary>
    bool Serves(string application);
}
