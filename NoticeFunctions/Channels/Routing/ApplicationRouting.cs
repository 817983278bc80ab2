using System.Collections.Concurrent;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Routing;

/// <summary>What carries an application's messages: its own configurations, the shared ones, and the platform's own settings.</summary>
internal sealed class ApplicationRouting(OwnerCarriers own, OwnerCarriers shared, PlatformCarriers platform) : IRouting
{
    private readonly ConcurrentDictionary<(Channel, string?), IReadOnlyList<Carrier>> chains = new();

    /// <summary>Whether it is made of these.</summary>
    public bool IsOf(OwnerCarriers ownOnes, OwnerCarriers sharedOnes) => ReferenceEquals(own, ownOnes) && ReferenceEquals(shared, sharedOnes);

    /// <inheritdoc/>
    public bool CanCarry(Channel channel, string? configuration = null) =>
        configuration is null ? Default(channel) is not null || platform.For(channel) is not null
        : Named(channel, configuration) is { Disabled: false };

    /// <inheritdoc/>
    public IReadOnlyList<Carrier> For(Channel channel, string? configuration = null)
    {
        if (!chains.TryGetValue((channel, configuration), out IReadOnlyList<Carrier>? chain))
        {
            chain = Open(channel, configuration);
            chains[(channel, configuration)] = chain;
        }

        return chain;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(Channel channel) =>
    [
        .. own.Configurations.Items.Concat(shared.Configurations.Items)
            .Where(one => one.Channel == channel && Named(channel, one.Name) is { Disabled: false })
            .Select(one => one.Name).Distinct().Order(StringComparer.Ordinal),
    ];

    private IReadOnlyList<Carrier> Open(Channel channel, string? configuration)
    {
        ChannelConfiguration? first = configuration is null ? Default(channel) : Named(channel, configuration);
        return first is not null ? [.. Enabled(first).Select(one => OwnerOf(one).Open(one))]
            : configuration is null && platform.For(channel) is { } carrier ? [carrier]
            : [];
    }

    // A default that is switched off with everything that it falls back to is as good as none.
    private ChannelConfiguration? Default(Channel channel) => Default(own, channel) ?? Default(shared, channel);

    private ChannelConfiguration? Default(OwnerCarriers owner, Channel channel) => owner.Configurations.DefaultOf(channel) is { } one && Enabled(one).Any() ? one : null;

    private ChannelConfiguration? Named(Channel channel, string name) => own.Configurations.Find(channel, name) ?? shared.Configurations.Find(channel, name);

    private IEnumerable<ChannelConfiguration> Enabled(ChannelConfiguration first) =>
        ConfigurationRules.Chain(own.Configurations, shared.Configurations, first).Where(one => !one.Disabled).Take(ConfigurationRules.LongestChain);

    private OwnerCarriers OwnerOf(ChannelConfiguration one) => one.Owner == own.Configurations.Owner ? own : shared;
}
