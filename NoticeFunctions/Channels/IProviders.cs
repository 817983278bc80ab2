using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>Who carries what.</summary>
internal interface IProviders
{
    /// <summary>Whether somebody carries a channel on this platform, the sandbox included where it is enabled.</summary>
    bool CanCarry(Channel channel);

    /// <summary>Who carries a channel; null when nobody does.</summary>
    IProvider? For(Channel channel);
}
