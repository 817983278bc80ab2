using System.Net;
using Microsoft.Extensions.Hosting;

namespace NoticeFunctions.Channels.Attachments;

/// <summary>
/// Where attachments may be fetched from. Whoever may send a notice could otherwise have the platform fetch, and mail out, what only it can reach; so outside of development
/// that is HTTPS from a public address, whatever name leads there.
/// </summary>
internal sealed class AttachmentAddresses(IHostEnvironment environment)
{
    /// <summary>Characters of a URL.</summary>
    public const int Longest = 2048;

    // RFC 6890's registries of special-purpose addresses, multicast, and what embeds an IPv4 address (RFC 6052, RFC 3056, RFC 4380).
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        ]).Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>The detail of a fault, or null for a URL that may be fetched from as far as it tells by itself.</summary>
    public string? Fault(string url) =>
        url.Length > Longest || !Uri.TryCreate(url, UriKind.Absolute, out Uri? address) || address.Host.Length == 0 || !(address.Scheme == "https" || (address.Scheme == "http" && environment.IsDevelopment()))
            ? $"must be an absolute https URL of at most {Longest} characters"
        : address.UserInfo.Length > 0 ? "must not hold a user or a password: attachments are fetched as anybody can"
        : IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? literal) && !IsOpen(literal) ? "must lead to a public address"
        : address.IsLoopback && !environment.IsDevelopment() ? "must lead to another machine"
        : null;

    /// <summary>Whether an address may be connected to.</summary>
    public bool IsOpen(IPAddress address)
    {
        IPAddress real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return environment.IsDevelopment() || !Array.Exists(Special, network => network.Contains(real));
    }
}
