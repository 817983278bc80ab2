using System.Text.Json;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Intake.Validation;
using NoticeFunctions.Notices;
using NoticeFunctions.Problems;

namespace NoticeFunctions.Setup.Reading;

/// <summary>Where a configuration is to stand.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Name">The name of the URL; null where the body has to give one.</param>
/// <param name="Own">All of its owner's.</param>
/// <param name="Shared">The shared ones; the same where those are the owner's.</param>
internal sealed record ConfigurationSite(Channel Channel, string? Name, OwnerConfigurations Own, OwnerConfigurations Shared)
{
    /// <summary>The configuration as it stands; null where there is none yet.</summary>
    public ChannelConfiguration? Known { get; } = Name is null ? null : Own.Find(Channel, Name);
}

/// <summary>Reads a channel configuration and names everything that is wrong with it.</summary>
/// <param name="kinds">The kinds of provider.</param>
/// <param name="secrets">Opens what is known.</param>
internal sealed class ConfigurationBody(ProviderKinds kinds, SettingSecrets secrets)
{
    /// <summary>The most bytes that it may have.</summary>
    public const int Most = 64 * 1024;

    private const string Name = "name";
    private const string Provider = "provider";
    private const string Default = "default";
    private const string Enabled = "enabled";
    private const string Fallback = "fallback";
    private static readonly string[] Members = [Name, Provider, Default, Enabled, Fallback, SettingsReader.Member];

    /// <summary>The configuration, or null with faults.</summary>
    /// <param name="body">The body.</param>
    /// <param name="site">Where it is to stand.</param>
    /// <param name="faults">Where faults go.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The secrets that stand there can't be read.</exception>
    public ConfigurationDraft? Read(JsonElement body, ConfigurationSite site, FaultList faults)
    {
        if (ObjectReader.Open(body, "", faults, Members, Example(site.Channel)) is not { } configuration)
        {
            return null;
        }

        string? name = site.Name is not { } same ? Required(configuration, Name, ChannelConfiguration.IsName, ChannelConfiguration.NameRule, "primary") : ReadSameName(configuration, same);
        IProviderKind? kind = ReadKind(configuration, site.Channel);
        bool isDefault = ReadFlag(configuration, Default, unless: false);
        bool isEnabled = ReadFlag(configuration, Enabled, unless: true);
        string? fallback = configuration.Text(Fallback, ChannelConfiguration.IsName, ChannelConfiguration.NameRule, "secondary");
        if (name is not null && fallback is not null && ConfigurationRules.FallbackFault(site.Own, site.Shared, Sketch(site, name, fallback)) is { } detail)
        {
            configuration.Fault(Fallback, detail, "secondary");
        }

        SettingsDraft? settings = kind is null ? null : SettingsReader.Read(configuration, kind, site.Known?.Provider == kind.Name ? secrets.Open(site.Known) : null, faults);
        return faults.Any ? null : new(name!, kind!, settings!.Given, isDefault, isEnabled, fallback, settings.Kept);
    }

    private IProviderKind? ReadKind(ObjectReader configuration, Channel channel)
    {
        IReadOnlyList<IProviderKind> all = kinds.For(channel);
        string rule = all.Count == 0
            ? $"can be nothing on this platform: it has no provider for {Names.Of(channel)} that a configuration may name"
            : $"must be one of: {string.Join(", ", all.Select(kind => kind.Name))}";
        string? name = Required(configuration, Provider, text => kinds.Find(channel, text) is not null, rule, all.Count == 0 ? "sendGrid" : all[0].Name);
        return name is null ? null : kinds.Find(channel, name);
    }

    private static ChannelConfiguration Sketch(ConfigurationSite site, string name, string fallback) =>
        new(site.Own.Owner, site.Channel, name, "", "", default, default) { Fallback = fallback };

    private static string ReadSameName(ObjectReader configuration, string name)
    {
        configuration.Text(Name, text => text == name, "must be the name of the URL, or be left out: a configuration can't be renamed", name);
        return name;
    }

    private static bool ReadFlag(ObjectReader configuration, string name, bool unless)
    {
        switch (configuration.Value(name)?.ValueKind)
        {
            case null:
                return unless;
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                configuration.Fault(name, "must be true or false", JsonValue.Create(!unless));
                return unless;
        }
    }

    private static string? Required(ObjectReader configuration, string name, Func<string, bool> isRight, string detail, string example)
    {
        if (!configuration.Has(name))
        {
            configuration.Fault(name, "is required", example);
        }

        return configuration.Text(name, isRight, detail, example);
    }

    private JsonObject Example(Channel channel)
    {
        JsonObject example = new() { [Name] = "primary", [Default] = true };
        if (kinds.For(channel) is [{ } kind, ..])
        {
            example[Provider] = kind.Name;
        }

        return example;
    }
}
