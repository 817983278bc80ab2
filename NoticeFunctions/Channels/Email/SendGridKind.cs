using Microsoft.Extensions.Options;
using NoticeFunctions.Addresses;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Email;

/// <summary>SendGrid's v3 mail send (https://www.twilio.com/docs/sendgrid/api-reference/mail-send) as channel configurations name it.</summary>
internal sealed class SendGridKind(IHttpClientFactory clients, ProviderHosts hosts, IOptions<SendGridOptions> options, TimeProvider time) : IProviderKind
{
    /// <summary>How configurations spell it, and how deliveries show it.</summary>
    public const string ProviderName = "sendGrid";

    private const string ApiKey = "apiKey";
    private const string From = "from";
    private const string Host = "host";
    private const int LongestKey = 200;

    /// <inheritdoc/>
    public string Name => ProviderName;

    /// <inheritdoc/>
    public Channel Channel => Channel.Email;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new(ApiKey, "SG.an-api-key-with-the-right-to-send-mail", IsSecret: true),
        new(From, "no-reply@example.com"),
        new(Host, "https://api.eu.sendgrid.com", IsRequired: false),
    ];

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(ApiKey, out string? key) && (key.Length > LongestKey || key.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            yield return new(ApiKey, $"must have at most {LongestKey} visible ASCII characters, without spaces");
        }

        if (settings.TryGetValue(From, out string? from) && !EmailAddress.IsValid(from))
        {
            yield return new(From, "must be an e-mail address that the account has verified as a sender");
        }

        if (settings.TryGetValue(Host, out string? host) && hosts.Fault(host) is { } fault)
        {
            yield return new(Host, fault);
        }
    }

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings) =>
        new SendGridProvider(clients, new SendGridAccount(settings[ApiKey], settings[From], settings.GetValueOrDefault(Host, SendGridAccount.GlobalHost)), options.Value.Timeout, time);
}
