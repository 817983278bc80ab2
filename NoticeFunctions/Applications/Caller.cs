namespace NoticeFunctions.Applications;

/// <summary>Who asks.</summary>
/// <param name="Application">The application's id.</param>
/// <param name="Scopes">What its token allows.</param>
internal sealed record Caller(string Application, Scopes Scopes)
{
    /// <summary>The application that everything belongs to until callers are told apart.</summary>
    public const string Default = "default";
}
