namespace NoticeFunctions.Applications;

/// <summary>Tells whose an access token is (RFC 9068).</summary>
internal interface IAccessTokens
{
    /// <summary>
    /// Whom a token names, or null when it is not to be trusted, for whatever reason: why is for the log alone. A token that was seen before costs no call to Redis;
    /// a key or an application that is revoked takes its tokens with it within 5 seconds.
    /// </summary>
    /// <param name="token">The token as it stands after <c>Bearer</c>: anything at all.</param>
    /// <param name="cancellation">The caller's patience.</param>
    ValueTask<Caller?> ValidateAsync(string token, CancellationToken cancellation);
}
