using Microsoft.Extensions.Hosting;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Notices;
using NSubstitute;

namespace NoticeFunctions.Tests.Channels.Email.Smtp;

public sealed class SmtpKindTests
{
    private static SmtpKind Kind(string environment)
    {
        IHostEnvironment host = Substitute.For<IHostEnvironment>();
        host.EnvironmentName.Returns(environment);
        return new(new ProviderHosts(host), host, TimeProvider.System);
    }

    private static Dictionary<string, string> Right() => new()
    {
        ["host"] = "smtp.example.com",
        ["port"] = "587",
        ["security"] = "startTls",
        ["user"] = "notices",
        ["password"] = "secret",
        ["from"] = "no-reply@example.org",
    };

    [Fact]
    public async Task Settings_that_are_right_open_a_provider()
    {
        SmtpKind kind = Kind("Production");
        kind.Check(Right()).Should().BeEmpty();
        kind.Channel.Should().Be(Channel.Email);
        kind.Settings.Where(setting => setting.IsRequired).Select(setting => setting.Name).Should().Equal("host", "port", "security", "from");
        kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name).Should().Equal("password");

        await using SmtpProvider provider = (SmtpProvider)kind.Open(Right());
        (provider.Name, provider.LargestBatch).Should().Be(("smtp", 50));
    }

    [Theory]
    [InlineData("host", "a b", "host")]
    [InlineData("host", "127.0.0.1", "host")]
    [InlineData("host", "localhost", "host")]
    [InlineData("port", "0", "port")]
    [InlineData("port", "65536", "port")]
    [InlineData("port", "smtp", "port")]
    [InlineData("port", "+25", "port")]
    [InlineData("security", "ssl", "security")]
    [InlineData("security", "StartTls", "security")]
    [InlineData("security", "none", "security")]
    [InlineData("user", "", "user")]
    [InlineData("user", "a\r\nb", "user")]
    [InlineData("user", null, "user")]
    [InlineData("password", null, "password")]
    [InlineData("password", "a\0b", "password")]
    [InlineData("from", "nobody", "from")]
    [InlineData("from", "a@example.org\r\nBcc: b@example.org", "from")]
    public void A_setting_that_is_wrong_is_named(string name, string? value, string wrong)
    {
        Dictionary<string, string> settings = Right();
        settings.Remove(name);
        if (value is not null)
        {
            settings.Add(name, value);
        }

        Kind("Production").Check(settings).Select(fault => fault.Setting).Should().Equal(wrong);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once_and_what_is_missing_is_left_to_others()
    {
        Kind("Production").Check(new Dictionary<string, string> { ["host"] = "", ["port"] = "x", ["security"] = "none", ["from"] = "x" }).Should().HaveCount(4);
        Kind("Production").Check(new Dictionary<string, string>()).Should().BeEmpty();
    }

    [Fact]
    public void In_development_a_server_on_this_machine_may_be_spoken_to_in_the_clear()
    {
        Dictionary<string, string> settings = Right();
        (settings["host"], settings["security"]) = ("127.0.0.1", "none");
        Kind("Development").Check(settings).Should().BeEmpty();
    }
}
