namespace NoticeFunctions.Applications;

/// <summary>Who asks.</summary>
internal static class Caller
{
    /// <summary>The application that everything belongs to until callers are told apart.</summary>
    public const string Default = "default";
}
