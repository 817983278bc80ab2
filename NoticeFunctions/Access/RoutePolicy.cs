using NoticeFunctions.Applications;

namespace NoticeFunctions.Access;

/// <summary>What one HTTP function asks of a request before it sees it.</summary>
/// <param name="Scope">The scope that the caller's token must have; <see cref="Scopes.None"/> for a function that anybody may call.</param>
/// <param name="BodyBytes">The most bytes that the body may have.</param>
internal sealed record RoutePolicy(Scopes Scope, int BodyBytes)
{
    /// <summary>Whether users may call it with tokens of the company's own issuer: it looks at <see cref="Caller.MayActFor"/> before it touches anything.</summary>
    public bool IsForUsers { get; init; }

    /// <summary>Whether no token is asked for.</summary>
    public bool IsPublic => Scope == Scopes.None;
}
