using System.Text.RegularExpressions;
using NoticeFunctions.Notices;

namespace NoticeFunctions.Channels.Configurations;

/// <summary>A named set of provider settings for a channel.</summary>
/// <param name="Owner">The application that it belongs to, or <see cref="Shared"/>.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Name">Its name, the owner's own among those of the channel: see <see cref="IsName"/>.</param>
/// <param name="Provider">The kind of provider: <see cref="IProviderKind.Name"/>.</param>
/// <param name="Version">Changes whenever a provider has to be opened anew for it, and with nothing else.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Updated">When it was last changed.</param>
internal sealed partial record ChannelConfiguration(string Owner, Channel Channel, string Name, string Provider, string Version, DateTimeOffset Created, DateTimeOffset Updated)
{
    /// <summary>The owner of those that every application may use: client <c>admin</c>, after whom no application can be called.</summary>
    public const string Shared = "admin";

    /// <summary>What a name must be, as the rest of a sentence about it.</summary>
    public const string NameRule = "must be 1 to 64 of a-z, 0-9 and -";

    /// <summary>The settings that are no secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = NoSettings;

    /// <summary>The settings that are secrets, locked.</summary>
    public IReadOnlyDictionary<string, LockedSecret> Secrets { get; init; } = NoSecrets;

    /// <summary>The configuration of the channel to turn to where this one fails for now: of the same owner, or else a shared one.</summary>
    public string? Fallback { get; init; }

    /// <summary>Whether it is passed over at present.</summary>
    public bool Disabled { get; init; }

    private static readonly Dictionary<string, string> NoSettings = [];
    private static readonly Dictionary<string, LockedSecret> NoSecrets = [];

    /// <summary>Whether a text can be a name.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    /// <inheritdoc/>
    public override string ToString() => $"{Owner}/{Names.Of(Channel)}/{Name}";

    [GeneratedRegex(@"\A[a-z0-9-]{1,64}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();
}

/// <summary>A secret as it is kept.</summary>
/// <param name="Locked">It, locked by <see cref="NoticeFunctions.Secrets.SecretBox"/>.</param>
/// <param name="Fingerprint">What it is recognized by: see <see cref="SettingSecrets"/>.</param>
internal sealed record LockedSecret(byte[] Locked, string Fingerprint);
