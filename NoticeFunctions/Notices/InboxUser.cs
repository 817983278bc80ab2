namespace NoticeFunctions.Notices;

/// <summary>Somebody who receives WebSocket notices: a user belongs to an application, and user ann of two applications is two users.</summary>
/// <param name="Application">The application.</param>
/// <param name="Name">What the application calls the user.</param>
internal readonly record struct InboxUser(string Application, string Name)
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 128;

    /// <summary>Reads <c>application:name</c>; a name may hold colons, an application's id does not.</summary>
    public static InboxUser? Parse(string? text) =>
        text?.IndexOf(':') is > 0 and { } colon && text.Length - colon - 1 is > 0 and <= LongestName ? new(text[..colon], text[(colon + 1)..]) : null;

    /// <summary><c>application:name</c>: who it is to SignalR, where all applications share a hub.</summary>
    public override string ToString() => $"{Application}:{Name}";
}
