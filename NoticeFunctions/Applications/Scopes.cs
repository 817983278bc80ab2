namespace NoticeFunctions.Applications;

/// <summary>What an application may do. In tokens and in JSON they are spelt <c>notices:read notices:write …</c> (RFC 6749, section 3.3).</summary>
[Flags]
internal enum Scopes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>notices:read</c>: its notices, their deliveries and status, the sandbox.</summary>
    NoticesRead = 1,

    /// <summary><c>notices:write</c>: send notices and control them.</summary>
    NoticesWrite = 2,

    /// <summary><c>notices:endless</c>: cycles with no end.</summary>
    NoticesEndless = 4,

    /// <summary><c>users:connect</c>: negotiate a WebSocket for one of its users, and read that user's inbox.</summary>
    UsersConnect = 8,

    /// <summary><c>channels:manage</c>: its own channel configurations.</summary>
    ChannelsManage = 16,

    /// <summary><c>admin</c>: applications, shared configurations, the operator's brake.</summary>
    Admin = 32,
}
