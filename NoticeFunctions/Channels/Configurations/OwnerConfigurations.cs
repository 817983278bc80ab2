using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>All channel configurations of an owner, as they stood at one moment.</summary>
/// <param name="Owner">The application, or <see cref="ChannelConfiguration.Shared"/>.</param>
/// <param name="Stamp">Another after each change; null where there never was one.</param>
/// <param name="Items">The configurations.</param>
/// <param name="Defaults">The name of the default of each channel that has one.</param>
internal sealed record OwnerConfigurations(string Owner, string? Stamp, IReadOnlyList<ChannelConfiguration> Items, IReadOnlyDictionary<Channel, string> Defaults)
{
    private static readonly Dictionary<Channel, string> NoDefaults = [];

    /// <summary>An owner who has none.</summary>
    public static OwnerConfigurations None(string owner) => new(owner, Stamp: null, [], NoDefaults);

    /// <summary>The configuration of that name; null when there is none.</summary>
    public ChannelConfiguration? Find(Channel channel, string name)
    {
        foreach (ChannelConfiguration one in Items)
        {
            if (one.Channel == channel && one.Name == name)
            {
                return one;
            }
        }

        return null;
    }

    /// <summary>The default of a channel; null when there is none.</summary>
    public ChannelConfiguration? DefaultOf(Channel channel) => Defaults.TryGetValue(channel, out string? name) ? Find(channel, name) : null;

    /// <summary>Whether a configuration is its channel's default.</summary>
    public bool IsDefault(ChannelConfiguration one) => Defaults.TryGetValue(one.Channel, out string? name) && name == one.Name;

    /// <summary>These after a change.</summary>
    public OwnerConfigurations After(ConfigurationChange change, string stamp)
    {
        Dictionary<Channel, string> defaults = new(Defaults);
        if (change.Default is { } name)
        {
            defaults[change.Channel] = name;
        }
        else
        {
            defaults.Remove(change.Channel);
        }

        IEnumerable<ChannelConfiguration> others = Items.Where(one => one.Channel != change.Channel || one.Name != change.Name);
        return this with { Stamp = stamp, Items = [.. others, .. change.Written is { } written ? [written] : Array.Empty<ChannelConfiguration>()], Defaults = defaults };
    }
}

/// <summary>A change of one configuration: no other is written.</summary>
/// <param name="Channel">Its channel.</param>
/// <param name="Name">Its name.</param>
/// <param name="Written">What it is to be; null for its end.</param>
/// <param name="Default">The name of the channel's default afterwards, which may be another than before; null for none.</param>
internal sealed record ConfigurationChange(Channel Channel, string Name, ChannelConfiguration? Written, string? Default);
