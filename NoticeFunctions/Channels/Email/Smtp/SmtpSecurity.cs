namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>How a connection to a mail server is protected.</summary>
internal enum SmtpSecurity
{
    /// <summary>Not at all: passwords and mails can be read on the way.</summary>
    None,

    /// <summary>Upgraded by STARTTLS (RFC 3207) before anything else is said; a server that does not offer it is not used. Usually port 587.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314, section 3.3). Usually port 465.</summary>
    Tls,
}
