using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>Settings that a binding's text names as <c>%Setting%</c>.</summary>
internal static partial class SettingReference
{
    /// <summary>Puts settings in the place of each <c>%Setting%</c>.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="text">The text.</param>
    /// <param name="fault">Makes the refusal.</param>
    /// <exception cref="StartUpException">A setting is missing.</exception>
    public static string Resolve(this IConfiguration configuration, string text, Func<string, StartUpException> fault)
        => Reference().Replace(text, match => configuration.Named(match.Groups["name"].Value) ?? throw fault($"setting '{match.Groups["name"].Value}' is missing."));

    /// <summary>The setting of that name, nested names spelt with <c>__</c>; null where there is none.</summary>
    public static string? Named(this IConfiguration configuration, string name) => configuration[name.Replace("__", ":", StringComparison.Ordinal)];

    [GeneratedRegex("%(?<name>[^%]+)%", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
