namespace NoticeFunctions.Applications;

/// <summary>Who asks.</summary>
/// <param name="Application">The application's id.</param>
/// <param name="Scopes">What its token allows.</param>
internal sealed record Caller(string Application, Scopes Scopes)
{
    /// <summary>What the application's registration holds it to.</summary>
    public ApplicationRules Rules { get; init; } = ApplicationRules.None;

    /// <summary>The application's user who asks for themselves; null where the application asks.</summary>
    public string? User { get; init; }

    /// <summary>Whether what belongs to a user of the application may be touched: a user touches nothing but their own.</summary>
    public bool MayActFor(string user) => User is null || User == user;

    /// <summary>Whether all of these are allowed.</summary>
    public bool May(Scopes scopes) => (Scopes & scopes) == scopes;
}
