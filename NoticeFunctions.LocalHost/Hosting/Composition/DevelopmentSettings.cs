using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.LocalHost.Hosting.Settings;

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
            wanted.Select(w => w.Service).Distinct().Select(name => Service(name, configuration, options, wellKnown)).ToList(),
            Path.Combine(options.Folder, ".local", "services"),
            options.Say,
            TimeProvider.System,
            cancellation);
        configuration.AddInMemoryCollection(wanted.Select(w => KeyValuePair.Create(w.Key, (string?)services.Setting(w.Service))));
        return services;
    }

    private static IDevelopmentService Service(string name, IConfiguration configuration, LocalHostOptions options, bool wellKnown)
    {
        string programs = options.ProgramFolder ?? options.Folder;
        return name switch
        {
            Placeholders.Azurite => new Azurite(
                Path.Combine(programs, "azurite"), Path.Combine(options.Folder, "azurite", "data"), new HttpClient(), wellKnown ? Azurite.WellKnownPort : null),
            Placeholders.Kafka => new KafkaBroker(Path.Combine(options.Folder, ".local", "kafka"), Topics(configuration)),
            _ => new Garnet(Path.Combine(programs, ".config", "dotnet-tools.json"), NuGetFolder.Packages, Path.Combine(options.Folder, ".local", "garnet")),
        };
    }

    // A broker knows its topics before anybody listens; the functions are looked for only when the services serve.
    private static IReadOnlyList<string> Topics(IConfiguration configuration) =>
    [
        .. configuration.GetSection($"{HostConfiguration.JobHost}:localHost:kafkaTopics").GetChildren().Select(topic => topic.Value).OfType<string>()
            .Select(topic => configuration.Resolve(topic, what => new StartUpException($"{HostConfiguration.HostJson}: localHost.kafkaTopics: {what}"))),
    ];
}
