namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>How long each step of a conversation with a mail server may take. RFC 5321 (section 4.5.3.2) is more patient; here the delivery is tried again, and others wait.</summary>
/// <param name="Connect">Connecting, the greeting, the upgrade to TLS.</param>
/// <param name="Login">Logging in.</param>
/// <param name="Send">One mail, from its sender's address to the answer that it was taken.</param>
/// <param name="Turn">Waiting until one of the connections is free.</param>
/// <param name="Ask">Asking a connection that was idle whether it is still there, or telling the server that it is closed.</param>
/// <param name="Doubt">How long a connection may be idle before it is asked.</param>
/// <param name="Idle">How long it may be idle before it is closed: shorter than servers keep one.</param>
internal sealed record SmtpTimes(TimeSpan Connect, TimeSpan Login, TimeSpan Send, TimeSpan Turn, TimeSpan Ask, TimeSpan Doubt, TimeSpan Idle)
{
    /// <summary>Those in use.</summary>
    public static SmtpTimes Default { get; } = new(
        Connect: TimeSpan.FromSeconds(20),
        Login: TimeSpan.FromSeconds(20),
        Send: TimeSpan.FromSeconds(90),
        Turn: TimeSpan.FromSeconds(60),
        Ask: TimeSpan.FromSeconds(5),
        Doubt: TimeSpan.FromSeconds(5),
        Idle: TimeSpan.FromSeconds(30));
}
