using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>The providers of this platform: one a channel, and where a channel has none, the sandbox if it is enabled.</summary>
/// <param name="carriers">The providers that are configured.</param>
/// <param name="sandbox">What stands in for a missing provider; null where it is not enabled.</param>
internal sealed class Providers(IReadOnlyDictionary<Channel, IProvider> carriers, IProvider? sandbox) : IProviders
{
    /// <inheritdoc/>
    public bool CanCarry(Channel channel) => For(channel) is not null;

    /// <inheritdoc/>
    public IProvider? For(Channel channel) => carriers.GetValueOrDefault(channel) ?? sandbox;
}
