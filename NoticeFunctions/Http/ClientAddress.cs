using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace NoticeFunctions.Http;

/// <summary>
/// Where a request comes from. Behind proxies (<c>Notices:TrustedProxies</c> of them) the connection tells only of the last one; each has put whom it heard
/// at the end of X-Forwarded-For, and what stands before those entries is the caller's own invention.
/// </summary>
internal sealed class ClientAddress(IOptions<NoticesOptions> options)
{
    private readonly int proxies = options.Value.TrustedProxies;

    /// <summary>The address; null when it can't be told.</summary>
    public IPAddress? Of(HttpContext http)
    {
        if (proxies == 0)
        {
            return http.Connection.RemoteIpAddress;
        }

        string[] hops = [.. http.Request.Headers["X-Forwarded-For"].SelectMany(static line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        return hops.Length >= proxies ? Parse(hops[^proxies]) : http.Connection.RemoteIpAddress;
    }

    // Some proxies add the port.
    private static IPAddress? Parse(string hop) =>
        IPAddress.TryParse(hop, out IPAddress? address) ? address : IPEndPoint.TryParse(hop, out IPEndPoint? end) ? end.Address : null;
}
