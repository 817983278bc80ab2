using NoticeFunctions.Applications.Registry;

namespace NoticeFunctions.Applications.Authentication;

/// <summary>What became of an attempt to find out who a client is: either an application and its key, or an error.</summary>
/// <param name="Application">Who it is.</param>
/// <param name="KeyId">What it was known by.</param>
/// <param name="Error">Why it is not known.</param>
internal sealed record AuthenticationResult(RegisteredApplication? Application, string? KeyId, TokenError? Error)
{
    /// <summary>It is not who it says, or nobody can tell.</summary>
    public static AuthenticationResult Failed { get; } = new(null, null, TokenError.InvalidClient);

    /// <summary>The request can't be understood.</summary>
    public static AuthenticationResult Malformed(string description) => new(null, null, TokenError.InvalidRequest(description));

    /// <summary>It is this application.</summary>
    public static AuthenticationResult By(RegisteredApplication application, string keyId) => new(application, keyId, null);
}
