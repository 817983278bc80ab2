namespace NoticeFunctions.Channels.WebSocket;

/// <summary>The names that clients of the SignalR hub know.</summary>
internal static class NoticeHub
{
    /// <summary>The hub.</summary>
    public const string Name = "notices";

    /// <summary>The setting that says where the SignalR service is; without it nothing goes out by WebSocket.</summary>
    public const string ConnectionSetting = "AzureSignalRConnectionString";

    /// <summary>The target that a notice is pushed to, with one argument: a <see cref="PushedNotice"/>.</summary>
    public const string Notice = "notice";

    /// <summary>The target that a part of the inbox is sent to, for a client that asked for it.</summary>
    public const string Inbox = "inbox";

    /// <summary>The target that learns how many are unread, on each of the user's connections, when that has changed.</summary>
    public const string Unread = "unread";
}
