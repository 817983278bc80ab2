using System.Globalization;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Engine;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.Durable;

/// <summary>host.json's <c>extensions.durableTask</c>.</summary>
/// <param name="Hub">The name of the journal: apps of one storage account need different ones.</param>
/// <param name="Engine">How the engine works.</param>
internal sealed record DurableSettings(string Hub, EngineOptions Engine)
{
    private const string Section = $"{HostConfiguration.JobHost}:extensions:durableTask";
    private const string DefaultHub = "TestHubName";

    /// <exception cref="StartUpException">A member is not of its type or out of its range.</exception>
    public static DurableSettings Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        EngineOptions defaults = new();
        return new(
            section["hubName"] is { Length: > 0 } hub ? hub : DefaultHub,
            new EngineOptions
            {
                DefaultVersion = section["defaultVersion"] is { Length: > 0 } version ? version : null,
                ExtendedSessions = configuration.ReadSwitch($"{Section}:extendedSessionsEnabled"),
                SessionIdleTimeout = TimeSpan.FromSeconds(Positive(section, "extendedSessionIdleTimeoutInSeconds", (int)defaults.SessionIdleTimeout.TotalSeconds)),
                MaxConcurrentActivities = Positive(section, "maxConcurrentActivityFunctions", defaults.MaxConcurrentActivities),
                MaxConcurrentTurns = Positive(section, "maxConcurrentOrchestratorFunctions", defaults.MaxConcurrentTurns),
            });
    }

    private static int Positive(IConfigurationSection section, string name, int otherwise)
        => section[name] is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number
            : throw new StartUpException($"{HostConfiguration.HostJson}: extensions.durableTask.{name}: '{text}' is no whole number above 0.");
}
