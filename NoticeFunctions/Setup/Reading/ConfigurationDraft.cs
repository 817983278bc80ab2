using NoticeFunctions.Channels;

namespace NoticeFunctions.Setup.Reading;

/// <summary>A channel configuration as it is to be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The kind of provider.</param>
/// <param name="Settings">Its settings, secrets included, but for those that are kept.</param>
/// <param name="IsDefault">Whether it is to be the channel's default.</param>
/// <param name="IsEnabled">Whether it is to be used.</param>
/// <param name="Fallback">What it is to fall back to.</param>
/// <param name="Kept">The secrets that stay as they are.</param>
internal sealed record ConfigurationDraft(
    string Name, IProviderKind Kind, IReadOnlyDictionary<string, string> Settings, bool IsDefault, bool IsEnabled, string? Fallback, IReadOnlyList<string> Kept)
{
    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ConfigurationDraft)} {Name}";
}
