using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Services;

namespace NoticeFunctions.LocalHost.Hosting.Composition;

/// <summary>Starts the services that settings ask for, and puts their addresses in the placeholders' stead.</summary>
internal static class DevelopmentSettings
{
    /// <returns>Null where no setting asks for a service.</returns>
    public static async Task<DevelopmentServices?> FillAsync(ConfigurationManager configuration, LocalHostOptions options, CancellationToken cancellation)
    {
        IReadOnlyList<(string Key, string Service)> wanted = Placeholders.Find(configuration);
        if (wanted.Count == 0)
        {
            return null;
        }

        bool wellKnown = wanted.Any(w => Placeholders.MeansWellKnownPort(configuration, w.Key));
        DevelopmentServices services = await DevelopmentServices.StartAsync(
            wanted.Select(w => w.Service).Distinct().Select(name => Service(name, options, wellKnown)),
            Path.Combine(options.Folder, ".local", "services"),
            options.Say,
            TimeProvider.System,
            cancellation);
        configuration.AddInMemoryCollection(wanted.Select(w => KeyValuePair.Create(w.Key, (string?)services.Setting(w.Service))));
        return services;
    }

    private static IDevelopmentService Service(string name, LocalHostOptions options, bool wellKnown)
    {
        string programs = options.ProgramFolder ?? options.Folder;
        return name == Placeholders.Azurite
            ? new Azurite(Path.Combine(programs, "azurite"), Path.Combine(options.Folder, "azurite", "data"), new HttpClient(), wellKnown ? Azurite.WellKnownPort : null)
            : new Garnet(Path.Combine(programs, ".config", "dotnet-tools.json"), NuGetFolder.Packages, Path.Combine(options.Folder, ".local", "garnet"));
    }
}
