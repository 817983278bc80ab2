using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Routing;

/// <summary>Who carries a channel that has no channel configuration: the platform's own settings, or the sandbox where it is enabled.</summary>
/// <param name="carriers">Those that the platform's settings name.</param>
/// <param name="sandbox">What stands in for a missing provider; null where it is not enabled.</param>
internal sealed class PlatformCarriers(IReadOnlyDictionary<Channel, Carrier> carriers, Carrier? sandbox)
{
    /// <summary>Who carries a channel; null when nobody does.</summary>
    public Carrier? For(Channel channel) => carriers.GetValueOrDefault(channel) ?? sandbox;
}
