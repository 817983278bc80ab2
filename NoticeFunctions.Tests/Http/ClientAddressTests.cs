using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using NoticeFunctions.Http;

namespace NoticeFunctions.Tests.Http;

public sealed class ClientAddressTests
{
    [Theory]
    [InlineData(0, null, "192.0.2.1")]
    [InlineData(0, "198.51.100.7", "192.0.2.1")]
    [InlineData(1, "198.51.100.7", "198.51.100.7")]
    [InlineData(1, "203.0.113.9, 198.51.100.7:4711", "198.51.100.7")]
    [InlineData(2, "203.0.113.9, 198.51.100.7, 198.51.100.8", "198.51.100.7")]
    [InlineData(2, "198.51.100.7", "192.0.2.1")]
    [InlineData(1, "[2001:db8::1]:4711", "2001:db8::1")]
    [InlineData(1, "nonsense", null)]
    public void Only_what_the_proxies_have_added_is_believed(int proxies, string? forwarded, string? expected)
    {
        DefaultHttpContext http = new();
        http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        if (forwarded is not null)
        {
            http.Request.Headers["X-Forwarded-For"] = forwarded;
        }

        new ClientAddress(Options.Create(new NoticesOptions { TrustedProxies = proxies })).Of(http)?.ToString().Should().Be(expected);
    }
}
