using Microsoft.Extensions.Hosting;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Sms.Twilio;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.Sms.Twilio;

public sealed class TwilioSettingsTests
{
    private static Dictionary<string, string> Settings(params (string Name, string? Value)[] others)
    {
        Dictionary<string, string> settings = new() { ["accountSid"] = TwilioStub.Account, ["authToken"] = TwilioStub.Token, ["from"] = TwilioStub.From };
        foreach ((string name, string? value) in others)
        {
            settings.Remove(name);
            if (value is not null)
            {
                settings.Add(name, value);
            }
        }

        return settings;
    }

    [Fact]
    public void The_kind_says_what_it_takes_and_which_of_it_is_secret()
    {
        IProviderKind kind = Kinds.Named("twilio");

        kind.Channel.Should().Be(Channel.Sms);
        kind.Settings.Where(setting => setting.IsRequired).Select(setting => setting.Name).Should().Equal("accountSid", "authToken");
        kind.Settings.Where(setting => setting.IsSecret).Select(setting => setting.Name).Should().Equal("authToken");
        TwilioSettings.Read(Settings()).ToString().Should().NotContain(TwilioStub.Token);
    }

    [Theory]
    [InlineData("accountSid", "AC123", "accountSid")]
    [InlineData("accountSid", "MG0123456789abcdef0123456789abcdef", "accountSid")]
    [InlineData("authToken", " ", "authToken")]
    [InlineData("from", "nobody knows this name", "from")]
    [InlineData("from", "12", "from")]
    [InlineData("from", "0170 123456789012", "from")]
    [InlineData("from", null, "from")]
    [InlineData("messagingServiceSid", TwilioStub.Service, "from")]
    [InlineData("host", "ftp://example.com", "host")]
    public void A_wrong_setting_is_named(string name, string? value, string wrong) =>
        Kinds.Named("twilio").Wrong(Settings((name, value))).Should().Equal(wrong);

    [Theory]
    [InlineData("from", "+14155550100")]
    [InlineData("from", "12345")]
    [InlineData("from", "Example 1")]
    [InlineData("host", "https://api.dublin.ie1.twilio.com")]
    [InlineData("host", "http://127.0.0.1:5000")]
    public void A_right_setting_is_taken(string name, string value) => Kinds.Named("twilio").Wrong(Settings((name, value))).Should().BeEmpty();

    [Fact]
    public void A_messaging_service_takes_the_place_of_a_sender()
    {
        Kinds.Named("twilio").Wrong(Settings(("from", null), ("messagingServiceSid", TwilioStub.Service))).Should().BeEmpty();
        Kinds.Named("twilio").Wrong(Settings(("from", null), ("messagingServiceSid", "MG1"))).Should().Equal("messagingServiceSid");
    }

    [Theory]
    [InlineData("http://api.twilio.com")]
    [InlineData("https://127.0.0.1")]
    public void Outside_of_development_the_host_is_another_machine_over_HTTPS(string host) =>
        Kinds.Named("twilio", environment: Environments.Production).Wrong(Settings(("host", host))).Should().Equal("host");
}
