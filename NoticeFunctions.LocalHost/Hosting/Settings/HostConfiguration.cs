using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>
/// The sources of configuration in the order in which they override each other, as under <c>func</c>: host.json (below
/// <c>AzureFunctionsJobHost</c>), appsettings.json, local.settings.json, environment, command line.
/// </summary>
internal static class HostConfiguration
{
    /// <summary>Where host.json's members stand; so the environment overrides one as <c>AzureFunctionsJobHost__logging__…</c>.</summary>
    public const string JobHost = "AzureFunctionsJobHost";

    public const string HostJson = "host.json";

    /// <summary>Adds the sources to <paramref name="configuration"/>.</summary>
    /// <param name="configuration">What the app reads.</param>
    /// <param name="folder">The folder of host.json.</param>
    /// <param name="environment">The environment's settings; null for the process's own.</param>
    /// <param name="args">The command line: <c>--name value</c> or <c>--name=value</c>.</param>
    /// <exception cref="StartUpException">host.json is missing, or one of the files is malformed.</exception>
    public static void AddHostSources(
        this IConfigurationBuilder configuration, string folder, IReadOnlyDictionary<string, string?>? environment, string[] args)
    {
        string hostJson = Path.Combine(folder, HostJson);
        if (!File.Exists(hostJson))
        {
            throw new StartUpException($"{hostJson}: not found; a function app has its host.json there.");
        }

        configuration.AddInMemoryCollection(JsonSettingsFile.Read(hostJson).Select(p => KeyValuePair.Create($"{JobHost}:{p.Key}", p.Value)));
        configuration.AddInMemoryCollection(JsonSettingsFile.Read(Path.Combine(folder, "appsettings.json")));
        configuration.AddInMemoryCollection(LocalSettings.Read(folder));
        if (environment is null)
        {
            configuration.AddEnvironmentVariables();
        }
        else
        {
            configuration.AddInMemoryCollection(environment.Select(p => KeyValuePair.Create(p.Key.Replace("__", ":", StringComparison.Ordinal), p.Value)));
        }

        configuration.AddCommandLine(args);
    }
}
