using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels;

/// <summary>A provider that channel configurations may name: which settings it takes, and how it is opened with them.</summary>
internal interface IProviderKind
{
    /// <summary>How configurations spell it, and how deliveries show it.</summary>
    string Name { get; }

    /// <summary>The channel that it carries.</summary>
    Channel Channel { get; }

    /// <summary>The settings that it takes; any other is refused.</summary>
    IReadOnlyList<ProviderSetting> Settings { get; }

    /// <summary>What is wrong with settings, beyond those that are unknown or missing: one fault for each, naming the setting.</summary>
    /// <param name="settings">By name, as they were posted; a number or a flag as its text.</param>
    IEnumerable<SettingFault> Check(IReadOnlyDictionary<string, string> settings);

    /// <summary>
    /// Opens it with settings that <see cref="Check"/> has nothing against. What is opened is kept for as long as its configuration stays as it is, and used from many
    /// threads at once.
    /// </summary>
    IProvider Open(IReadOnlyDictionary<string, string> settings);
}

/// <summary>One setting of a provider.</summary>
/// <param name="Name">In camelCase.</param>
/// <param name="Example">What it may look like.</param>
/// <param name="IsRequired">Whether it can't be left out.</param>
/// <param name="IsSecret">Whether it is kept secret: once written it is never shown again.</param>
internal sealed record ProviderSetting(string Name, string Example, bool IsRequired = true, bool IsSecret = false);

/// <summary>What is wrong with a setting.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="Detail">What is wrong, in the words of a problem's detail: "must be …".</param>
internal sealed record SettingFault(string Setting, string Detail);
