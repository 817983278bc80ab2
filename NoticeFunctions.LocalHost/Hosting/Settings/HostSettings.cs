using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace NoticeFunctions.LocalHost.Hosting.Settings;

/// <summary>What the host itself reads from the configuration.</summary>
/// <param name="Port">The loopback port to listen on; 0 takes a free one.</param>
/// <param name="RoutePrefix">What stands before every HTTP function's route: <c>api</c> unless host.json says otherwise; may be empty.</param>
/// <param name="CorsOrigins">The origins that browsers may call from; <c>*</c> is any.</param>
/// <param name="CorsCredentials">Whether they may send cookies along.</param>
/// <param name="HomepageDisabled">Whether <c>/</c> answers 204 rather than with a page.</param>
/// <param name="Storage">The storage account's connection string, if any.</param>
/// <param name="TryIt">Command lines to print after a start in Development; <c>{base}</c> in them is the host's URL, <c>{settings}</c> the path of local.settings.json.</param>
internal sealed record HostSettings(
    int Port, string RoutePrefix, IReadOnlyList<string> CorsOrigins, bool CorsCredentials, bool HomepageDisabled, string? Storage, IReadOnlyList<string> TryIt)
{
    public const int DefaultPort = 7071;

    /// <exception cref="StartUpException">A setting is no port, or no boolean.</exception>
    public static HostSettings Read(IConfiguration configuration, string[] args) => new(
        ReadPort(configuration, args),
        (configuration[$"{HostConfiguration.JobHost}:extensions:http:routePrefix"] ?? "api").Trim('/'),
        (configuration["Host:CORS"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        configuration.ReadSwitch("Host:CORSCredentials"),
        configuration.ReadSwitch("AzureWebJobsDisableHomepage"),
        configuration["AzureWebJobsStorage"] is { Length: > 0 } storage ? storage : null,
        [.. configuration.GetSection($"{HostConfiguration.JobHost}:localHost:tryIt").GetChildren().Select(line => line.Value).OfType<string>()]);

    // Only the command line's own --port: an environment variable PORT is meant for somebody else.
    private static int ReadPort(IConfiguration configuration, string[] args)
    {
        string? fromArgs = new ConfigurationBuilder().AddCommandLine(args).Build()["port"];
        (string name, string? value) = fromArgs is null ? ("Host.LocalHttpPort", configuration["Host:LocalHttpPort"]) : ("--port", fromArgs);
        return string.IsNullOrEmpty(value) ? DefaultPort
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue ? port
            : throw new StartUpException($"{name}: '{value}' is no port (0 to {ushort.MaxValue}).");
    }
}
