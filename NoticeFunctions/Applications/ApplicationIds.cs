namespace NoticeFunctions.Applications;

/// <summary>What an application may be called.</summary>
internal static class ApplicationIds
{
    /// <summary>The bootstrap client: it has every scope, its secret is a setting, and no application is registered under its name.</summary>
    public const string Admin = "admin";

    /// <summary>The rule in words.</summary>
    public const string Rule = "must be 1 to 63 of a-z, 0-9 and -, and begin with a letter or a digit";

    private const int Longest = 63;

    /// <summary>Whether a text can be an id: it can stand in keys, ids, URLs and user names without being taken for anything else there.</summary>
    public static bool IsWellFormed(string text) =>
        text.Length is > 0 and <= Longest && text[0] != '-' && text.All(static one => char.IsAsciiLetterLower(one) || char.IsAsciiDigit(one) || one == '-');
}
