using System.Net;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Channels;

/// <summary>
/// Which addresses a channel configuration may send the platform to. Whoever may write one could otherwise have the platform call what only it can reach, so outside
/// of development that is HTTPS to another machine by its name, and no literal address.
/// </summary>
internal sealed class ProviderHosts(IHostEnvironment environment)
{
    /// <summary>The detail of a fault, or null for an address that may be called.</summary>
    /// <param name="host">A base address, as <c>https://api.eu.sendgrid.com</c>.</param>
    public string? Fault(string host) =>
        !Uri.TryCreate(host, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https") ? "must be an http or https address"
        : address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0 ? "must be a base address, without a user, a query or a fragment"
        : environment.IsDevelopment() ? null
        : address.Scheme != "https" ? "must be an https address"
        : FaultOfName(address.Host);

    /// <summary>The same for the bare name of a machine, as of a mail server.</summary>
    public string? FaultOfName(string name) =>
        Uri.CheckHostName(name) == UriHostNameType.Unknown ? "must be the name of a machine"
        : environment.IsDevelopment() ? null
        : IPAddress.TryParse(name.Trim('[', ']'), out _) || name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? "must be the name of another machine: an address, or this machine itself, is for development only"
        : null;
}
