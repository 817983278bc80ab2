using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>The kinds of provider that configurations may name.</summary>
internal sealed class ProviderKinds(IEnumerable<IProviderKind> kinds)
{
    private readonly IProviderKind[] all = [.. kinds];

    /// <summary>The kind of that name for a channel; null when there is none.</summary>
    public IProviderKind? Find(Channel channel, string name) => Array.Find(all, kind => kind.Channel == channel && kind.Name == name);

    /// <summary>The kinds for a channel.</summary>
    public IReadOnlyList<IProviderKind> For(Channel channel) => [.. all.Where(kind => kind.Channel == channel)];
}
