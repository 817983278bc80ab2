using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using NoticeFunctions.LocalHost.Hosting.Settings;

namespace NoticeFunctions.LocalHost.Hosting.SignalR;

/// <summary>Reads what SignalR's attributes name: hubs and connection strings.</summary>
internal sealed partial class HubSettings(IConfiguration configuration)
{
    /// <summary>The placeholder that means LocalHost's own hub, as an absent setting does.</summary>
    public const string Placeholder = "<signalr>";

    private const string DefaultConnection = "AzureSignalRConnectionString";

    /// <summary>A hub's name, in lower case: the service tells hubs apart without regard to case.</summary>
    /// <param name="name">The attribute's, perhaps a <c>%Setting%</c>.</param>
    /// <param name="connection">The attribute's connection string setting.</param>
    /// <param name="fault">Makes the refusal.</param>
    /// <exception cref="StartUpException">The name is none, or the connection string means another service.</exception>
    public string Hub(string? name, string? connection, Func<string, StartUpException> fault)
    {
        string setting = connection is { Length: > 0 } ? connection : DefaultConnection;
        if (configuration[setting.Replace("__", ":", StringComparison.Ordinal)] is { Length: > 0 } value && value != Placeholder)
        {
            // The value holds a key: it isn't shown.
            throw fault($"setting '{setting}' names a SignalR service; LocalHost serves its own hub only: leave the setting out, or set it to {Placeholder}.");
        }

        string resolved = Resolve(name ?? "", fault);
        return HubName().IsMatch(resolved) ? resolved.ToLowerInvariant()
            : throw fault($"'{resolved}' is no name of a hub: a letter, then letters, digits or underscores.");
    }

    /// <summary>Puts settings in the place of each <c>%Setting%</c>.</summary>
    /// <exception cref="StartUpException">A setting is missing.</exception>
    public string Resolve(string text, Func<string, StartUpException> fault) => configuration.Resolve(text, fault);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]{0,127}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HubName();
}
