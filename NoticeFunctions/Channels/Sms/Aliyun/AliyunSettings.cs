namespace NoticeFunctions.Channels.Sms.Aliyun;

/// <summary>Settings of an Aliyun configuration.</summary>
/// <param name="AccessKeyId">The access key.</param>
/// <param name="AccessKeySecret">Its secret.</param>
/// <param name="SignName">The registered signature that messages begin with.</param>
/// <param name="TemplateCode">The approved template.</param>
/// <param name="Endpoint">Where the API is, without a slash at the end.</param>
internal sealed record AliyunSettings(string AccessKeyId, string AccessKeySecret, string SignName, string TemplateCode, string Endpoint)
{
    private const string DefaultEndpoint = "https://dysmsapi.aliyuncs.com";

    /// <summary>Those that there are.</summary>
    public static IReadOnlyList<ProviderSetting> All { get; } =
    [
        new("accessKeyId", "LTAI5tExampleKeyId"),
        new("accessKeySecret", "the access key's secret", IsSecret: true),
        new("signName", "Example Ltd"),
        new("templateCode", "SMS_123456789"),
        new("endpoint", DefaultEndpoint, IsRequired: false),
    ];

    /// <summary>Reads settings that <see cref="Check"/> has nothing against.</summary>
    public static AliyunSettings Read(IReadOnlyDictionary<string, string> settings) => new(
        settings["accessKeyId"],
        settings["accessKeySecret"],
        settings["signName"],
        settings["templateCode"],
        settings.GetValueOrDefault("endpoint", DefaultEndpoint).TrimEnd('/'));

    /// <summary>What is wrong with settings.</summary>
    public static IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings, ProviderHosts hosts)
    {
        // It stands in a header, next to what a comma ends.
        if (settings.TryGetValue("accessKeyId", out string? id) && !(id.Length is >= 1 and <= 128 && id.All(char.IsAsciiLetterOrDigit)))
        {
            yield return new("accessKeyId", "must be 1 to 128 letters and digits");
        }

        foreach (string name in (string[])["accessKeySecret", "signName", "templateCode"])
        {
            if (settings.TryGetValue(name, out string? value) && (string.IsNullOrWhiteSpace(value) || value.Length > 128 || value.Any(char.IsControl)))
            {
                yield return new(name, "must have 1 to 128 characters, no control characters, and not be blank");
            }
        }

        if (settings.TryGetValue("endpoint", out string? endpoint) && hosts.Fault(endpoint) is { } fault)
        {
            yield return new("endpoint", fault);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(AliyunSettings);
}
