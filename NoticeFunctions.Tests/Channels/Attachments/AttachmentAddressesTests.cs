using System.Net;
using Microsoft.Extensions.Hosting;
using NoticeFunctions.Channels.Attachments;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels.Attachments;

public sealed class AttachmentAddressesTests
{
    internal static AttachmentAddresses In(string environment)
    {
        IHostEnvironment host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);
        return new(host);
    }

    [Theory]
    [InlineData("https://example.com/terms.pdf?version=2#top")]
    [InlineData("https://93.184.216.34/")]
    [InlineData("https://[2606:2800:220:1::1]:8443/a")]
    public void A_public_https_URL_may_be_fetched(string url) => In("Production").Fault(url).Should().BeNull();

    [Theory]
    [InlineData("http://example.com/terms.pdf")]
    [InlineData("ftp://example.com/terms.pdf")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/terms.pdf")]
    [InlineData("https://")]
    [InlineData("")]
    [InlineData("https://ann:secret@example.com/")]
    [InlineData("https://localhost/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://10.1.2.3/")]
    public void Any_other_is_a_fault(string url) => In("Production").Fault(url).Should().NotBeNull();

    [Fact]
    public void A_URL_that_is_too_long_is_a_fault() => In("Production").Fault($"https://example.com/{new string('a', AttachmentAddresses.Longest)}").Should().NotBeNull();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.255.0.1")]
    [InlineData("172.31.0.1")]
    [InlineData("192.168.1.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fd00::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void Nothing_that_only_this_network_reaches_is_connected_to_outside_of_development(string address)
    {
        In("Production").IsOpen(IPAddress.Parse(address)).Should().BeFalse();
        In("Development").IsOpen(IPAddress.Parse(address)).Should().BeTrue();
    }

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:2800:220:1::1")]
    [InlineData("::ffff:93.184.216.34")]
    public void A_public_address_is_connected_to(string address) => In("Production").IsOpen(IPAddress.Parse(address)).Should().BeTrue();
}
