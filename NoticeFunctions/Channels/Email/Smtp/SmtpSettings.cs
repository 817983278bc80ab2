using System.Globalization;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>Where mail is handed over, and as whom. No record: its text would hold the password.</summary>
internal sealed class SmtpSettings
{
    /// <summary>The mail server's name.</summary>
    public required string Host { get; init; }

    /// <summary>Its port.</summary>
    public required int Port { get; init; }

    /// <summary>How the connection is protected.</summary>
    public required SmtpSecurity Security { get; init; }

    /// <summary>Who logs in; null where nobody does.</summary>
    public string? User { get; init; }

    /// <summary>That user's password; null where nobody logs in.</summary>
    public string? Password { get; init; }

    /// <summary>The sender's address, where a notice names none.</summary>
    public required string From { get; init; }

    /// <summary>Reads the settings of a configuration that <see cref="SmtpKind.Check"/> has nothing against.</summary>
    public static SmtpSettings Read(IReadOnlyDictionary<string, string> settings) => new()
    {
        Host = settings[SmtpKind.Host],
        Port = int.Parse(settings[SmtpKind.Port], CultureInfo.InvariantCulture),
        Security = Names.TryParse(settings[SmtpKind.Security], out SmtpSecurity security) ? security : throw new ArgumentException("The settings were not checked.", nameof(settings)),
        User = settings.GetValueOrDefault(SmtpKind.User),
        Password = settings.GetValueOrDefault(SmtpKind.Password),
        From = settings[SmtpKind.From],
    };
}
