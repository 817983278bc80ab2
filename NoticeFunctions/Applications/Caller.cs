namespace NoticeFunctions.Applications;

/// <summary>Who asks.</summary>
/// <param name="Application">The application's id.</param>
/// <param name="Scopes">What its token allows.</param>
internal sealed record Caller(string Application, Scopes Scopes)
{
    /// <summary>What the application's registration holds it to.</summary>
    public ApplicationRules Rules { get; init; } = ApplicationRules.None;

    /// <summary>Whether all of these are allowed.</summary>
    public bool May(Scopes scopes) => (Scopes & scopes) == scopes;
}
