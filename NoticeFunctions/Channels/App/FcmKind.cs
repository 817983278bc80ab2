using NoticeFunctions.Channels.Calls;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;

namespace NoticeFunctions.Channels.App;

/// <summary>Firebase Cloud Messaging, as channel configurations name it.</summary>
internal sealed class FcmKind(ProviderCalls calls, ProviderHosts hosts, IHttpMessageHandlerFactory handlers, IDeviceStore devices, TimeProvider time) : IProviderKind
{
    private const string Account = "serviceAccount";
    private const string DefaultHost = "https://fcm.googleapis.com";

    /// <inheritdoc/>
    public string Name => FcmProvider.ProviderName;

    /// <inheritdoc/>
    public Channel Channel => Channel.App;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings { get; } =
    [
        new(Account, "{ \"type\": \"service_account\", … }: the key file's text", IsSecret: true),
        new("host", DefaultHost, IsRequired: false),
    ];

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(Account, out string? file) && ServiceAccount.Read(file, hosts, out string? wrong) is null)
        {
            yield return new(Account, wrong!);
        }

        if (settings.TryGetValue("host", out string? host) && hosts.Fault(host) is { } fault)
        {
            yield return new("host", fault);
        }
    }

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings)
    {
        ServiceAccount account = ServiceAccount.Read(settings[Account], hosts, out string? fault) ?? throw new ArgumentException($"{Account} {fault}", nameof(settings));
        return new FcmProvider(calls, new GoogleTokens(account, handlers, time), devices, settings.GetValueOrDefault("host", DefaultHost).TrimEnd('/'), account.ProjectId, time);
    }
}
