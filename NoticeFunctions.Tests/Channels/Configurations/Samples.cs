using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Tests.Channels.Configurations;

/// <summary>Configurations for tests of what keeps them and goes by them.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>One with a setting and a secret.</summary>
    public static ChannelConfiguration One(string owner, string name, Channel channel = Channel.Email, string? fallback = null, string version = "1", bool disabled = false) =>
        new(owner, channel, name, "sendGrid", version, Start, Start)
        {
            Settings = new Dictionary<string, string> { ["from"] = $"{name}@example.com" },
            Secrets = new Dictionary<string, LockedSecret> { ["apiKey"] = new([1, 2, 3], "0123abcd") },
            Fallback = fallback,
            Disabled = disabled,
        };

    /// <summary>A change that writes one, and makes it the default or leaves the default as it is.</summary>
    public static Func<OwnerConfigurations, ConfigurationChange?> Writing(ChannelConfiguration one, bool isDefault = false) =>
        all => new(one.Channel, one.Name, one, isDefault ? one.Name : all.Defaults.GetValueOrDefault(one.Channel));
}
