using System.Globalization;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email.Smtp;

/// <summary>Mail through a mail server of one's own (RFC 5321).</summary>
internal sealed class SmtpKind(ProviderHosts hosts, IHostEnvironment environment, TimeProvider time) : IProviderKind
{
    /// <summary>How configurations spell it.</summary>
    public const string Kind = "smtp";

    /// <summary>The setting of the server's name.</summary>
    public const string Host = "host";

    /// <summary>The setting of its port.</summary>
    public const string Port = "port";

    /// <summary>The setting of the connection's protection.</summary>
    public const string Security = "security";

    /// <summary>The setting of who logs in.</summary>
    public const string User = "user";

    /// <summary>The setting of that user's password.</summary>
    public const string Password = "password";

    /// <summary>The setting of the sender's address.</summary>
    public const string From = "from";

    // RFC 4616, section 2, lets each have 255 octets.
    private const int LongestCredential = 255;

    /// <inheritdoc/>
    public string Name => Kind;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new(Host, "smtp.example.com"),
        new(Port, "587"),
        new(Security, "startTls"),
        new(User, "notices", IsRequired: false),
        new(Password, "the user's password", IsRequired: false, IsSecret: true),
        new(From, "no-reply@example.com"),
    ];

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(Host, out string? host) && hosts.FaultOfName(host) is { } fault)
        {
            yield return new(Host, fault);
        }

        if (settings.TryGetValue(Port, out string? port) && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= ushort.MaxValue))
        {
            yield return new(Port, $"must be a whole number from 1 to {ushort.MaxValue}");
        }

        if (settings.TryGetValue(Security, out string? security) && FaultOfSecurity(security) is { } weak)
        {
            yield return new(Security, weak);
        }

        foreach ((string one, string other) in ((string, string)[])[(User, Password), (Password, User)])
        {
            if (settings.TryGetValue(one, out string? credential) && !(credential.Length is > 0 and <= LongestCredential && !credential.Any(char.IsControl)))
            {
                yield return new(one, $"must have 1 to {LongestCredential} characters, no control characters");
            }

            if (settings.ContainsKey(other) && !settings.ContainsKey(one))
            {
                yield return new(one, $"is required where {other} is given");
            }
        }

        if (settings.TryGetValue(From, out string? from) && !EmailAddress.IsValid(from))
        {
            yield return new(From, "must be an e-mail address");
        }
    }

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings)
    {
        SmtpSettings read = SmtpSettings.Read(settings);
        return new SmtpProvider(read.From, new SmtpConnections(read, SmtpTimes.Default, time), time);
    }

    private string? FaultOfSecurity(string security) =>
        !Names.TryParse(security, out SmtpSecurity wanted) ? $"must be one of: {string.Join(", ", Names.All<SmtpSecurity>())}"
        : wanted == SmtpSecurity.None && !environment.IsDevelopment() ? "must be startTls or tls: without them anybody on the way reads the password and the mails, which is for development only"
        : null;
}
