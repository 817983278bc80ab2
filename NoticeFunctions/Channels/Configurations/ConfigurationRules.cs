namespace NoticeFunctions.Channels.Configurations;

/// <summary>What holds among the configurations of an owner.</summary>
internal static class ConfigurationRules
{
    /// <summary>How many configurations an owner may have, on all channels.</summary>
    public const int Most = 100;

    /// <summary>How many configurations are tried for a delivery, one after the other.</summary>
    public const int LongestChain = 5;

    /// <summary>The configuration of that name as an owner sees it: the owner's own, or else a shared one.</summary>
    /// <param name="own">The owner's.</param>
    /// <param name="shared">The shared ones; the same for their own owner.</param>
    /// <param name="near">A configuration of the channel.</param>
    /// <param name="name">The name.</param>
    public static ChannelConfiguration? Resolve(OwnerConfigurations own, OwnerConfigurations shared, ChannelConfiguration near, string name) =>
        (near.Owner == own.Owner ? own.Find(near.Channel, name) : null) ?? shared.Find(near.Channel, name);

    /// <summary>A configuration and those that it falls back to, one after the other, each once; disabled ones included.</summary>
    public static IEnumerable<ChannelConfiguration> Chain(OwnerConfigurations own, OwnerConfigurations shared, ChannelConfiguration first)
    {
        List<ChannelConfiguration> seen = [];
        for (ChannelConfiguration? one = first; one is not null && !seen.Contains(one); one = one.Fallback is { } name ? Resolve(own, shared, one, name) : null)
        {
            seen.Add(one);
            yield return one;
        }
    }

    /// <summary>What is wrong with the fallback of a configuration that is to be written, as the rest of a sentence about it; null when nothing is.</summary>
    public static string? FallbackFault(OwnerConfigurations own, OwnerConfigurations shared, ChannelConfiguration written)
    {
        if (written.Fallback is not { } fallback)
        {
            return null;
        }

        if (fallback == written.Name)
        {
            return "must be another configuration than this one";
        }

        OwnerConfigurations after = own.After(new(written.Channel, written.Name, written, Default: null), own.Stamp ?? "");
        OwnerConfigurations all = own.Owner == shared.Owner ? after : shared;
        return Resolve(after, all, written, fallback) is null ? "must be the name of a configuration of this channel, your own or a shared one"
            : Chain(after, all, written).Last() is { Fallback: { } last } end && Resolve(after, all, end, last) is not null ? "must not lead back to this configuration"
            : null;
    }

    /// <summary>The owner's configurations that fall back to this one.</summary>
    public static IEnumerable<ChannelConfiguration> FallingBackTo(OwnerConfigurations own, ChannelConfiguration one) =>
        own.Items.Where(other => other.Channel == one.Channel && other.Fallback == one.Name);
}
