using System.Text.RegularExpressions;
using NoticeFunctions.Addresses;

namespace NoticeFunctions.Channels.Sms.Twilio;

/// <summary>Settings of a Twilio configuration.</summary>
/// <param name="AccountSid">The account: AC and 32 hexadecimal digits.</param>
/// <param name="AuthToken">Its secret, which also signs what Twilio reports.</param>
/// <param name="From">The sender: a number, a short code or a name. Null where a messaging service chooses it.</param>
/// <param name="MessagingServiceSid">The messaging service that sends: MG and 32 hexadecimal digits.</param>
/// <param name="Host">Where the API is, without a slash at the end.</param>
internal sealed partial record TwilioSettings(string AccountSid, string AuthToken, string? From, string? MessagingServiceSid, string Host)
{
    /// <summary>The name of the setting that names the account.</summary>
    public const string Account = "accountSid";

    /// <summary>The name of the setting that has the account's secret.</summary>
    public const string Token = "authToken";

    private const string DefaultHost = "https://api.twilio.com";

    /// <summary>Those that there are.</summary>
    public static IReadOnlyList<ProviderSetting> All { get; } =
    [
        new(Account, "AC00000000000000000000000000000000"),
        new(Token, "the account's auth token", IsSecret: true),
        new("from", "+14155550100", IsRequired: false),
        new("messagingServiceSid", "MG00000000000000000000000000000000", IsRequired: false),
        new("host", DefaultHost, IsRequired: false),
    ];

    /// <summary>Reads settings that <see cref="Check"/> has nothing against.</summary>
    public static TwilioSettings Read(IReadOnlyDictionary<string, string> settings) => new(
        settings[Account],
        settings[Token],
        settings.GetValueOrDefault("from"),
        settings.GetValueOrDefault("messagingServiceSid"),
        settings.GetValueOrDefault("host", DefaultHost).TrimEnd('/'));

    /// <summary>What is wrong with settings.</summary>
    public static IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings, ProviderHosts hosts)
    {
        if (settings.TryGetValue(Account, out string? account) && !IsSid(account, "AC"))
        {
            yield return new(Account, "must be AC and 32 hexadecimal digits");
        }

        if (settings.TryGetValue(Token, out string? token) && (string.IsNullOrWhiteSpace(token) || token.Any(char.IsControl)))
        {
            yield return new(Token, "must be the account's auth token");
        }

        bool hasFrom = settings.TryGetValue("from", out string? from);
        bool hasService = settings.TryGetValue("messagingServiceSid", out string? service);
        if (hasFrom == hasService)
        {
            yield return new("from", "must stand here, or messagingServiceSid in its place: exactly one of them");
        }

        if (hasFrom && !(PhoneNumber.IsValid(from!) || ShortCodeOrName().IsMatch(from!)))
        {
            yield return new("from", "must be an E.164 number, a short code of 3 to 8 digits, or a name of 1 to 11 letters, digits and spaces with a letter in it");
        }

        if (hasService && !IsSid(service!, "MG"))
        {
            yield return new("messagingServiceSid", "must be MG and 32 hexadecimal digits");
        }

        if (settings.TryGetValue("host", out string? host) && hosts.Fault(host) is { } fault)
        {
            yield return new("host", fault);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(TwilioSettings);

    private static bool IsSid(string text, string kind) => text.Length == 34 && text.StartsWith(kind, StringComparison.Ordinal) && text.Skip(kind.Length).All(char.IsAsciiHexDigit);

    [GeneratedRegex(@"\A([0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShortCodeOrName();
}
