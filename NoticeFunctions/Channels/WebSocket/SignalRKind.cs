using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.WebSocket;

/// <summary>SignalR as a provider that configurations may name. It takes no settings: an app has one SignalR service, which its host is told of.</summary>
internal sealed class SignalRKind(SignalRProvider provider) : IProviderKind
{
    /// <inheritdoc/>
    public string Name => SignalRProvider.ProviderName;

    /// <inheritdoc/>
    public Channel Channel => Channel.WebSocket;

    /// <inheritdoc/>
    public IReadOnlyList<ProviderSetting> Settings => [];

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings) => [];

    /// <inheritdoc/>
    public IProvider Open(IReadOnlyDictionary<string, string> settings) => provider;
}
