using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.SignalR;

namespace NoticeFunctions.LocalHost.Hosting.Services;

/// <summary>Settings that ask for a development service instead of naming one.</summary>
internal static partial class Placeholders
{
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    /// <summary>The placeholders that LocalHost can serve.</summary>
    public const string Azurite = "azurite";

    /// <inheritdoc cref="Azurite"/>
    public const string Garnet = "garnet";

    /// <inheritdoc cref="Azurite"/>
    public const string Kafka = "kafka";

    /// <summary>The settings to be filled, each with the service's name.</summary>
    /// <exception cref="StartUpException">A placeholder names no service.</exception>
    public static IReadOnlyList<(string Key, string Service)> Find(IConfiguration configuration)
        => [.. configuration.AsEnumerable().Select(p => (p.Key, Service(p.Key, p.Value))).Where(p => p.Item2.Length > 0)];

    /// <summary>Whether some setting means the emulator on its well-known port.</summary>
    public static bool MeansWellKnownPort(IConfiguration configuration, string key)
        => configuration[key]?.StartsWith(DevelopmentStorage, StringComparison.OrdinalIgnoreCase) == true;

    private static string Service(string key, string? value)
        => value is null ? ""
            : value.StartsWith(DevelopmentStorage, StringComparison.OrdinalIgnoreCase) ? Azurite
            : !Placeholder().IsMatch(value) || value == HubSettings.Placeholder ? ""
            : value[1..^1] is Azurite or Garnet or Kafka ? value[1..^1]
            : throw new StartUpException($"{key.Replace(":", "__", StringComparison.Ordinal)}: LocalHost has no service '{value}' (it has <{Azurite}>, <{Garnet}>, <{Kafka}> and {HubSettings.Placeholder}).");

    [GeneratedRegex("^<[a-z]+>$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
