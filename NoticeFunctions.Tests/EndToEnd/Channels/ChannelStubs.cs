using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Email.Smtp;
using NoticeFunctions.Tests.Channels.Email.Smtp;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.EndToEnd.Channels;

/// <summary>A stub of every provider that is reached over a network, and the configurations by which an application reaches them.</summary>
public sealed class ChannelStubs : IAsyncLifetime
{
    internal const string DeviceToken = "token-of-anns-phone";
    internal const string MailFrom = "shop@example.org";

    internal SmtpServerFixture Smtp { get; } = new();

    internal SendGridStub SendGrid { get; private set; } = null!;

    internal TwilioStub Twilio { get; private set; } = null!;

    internal AliyunStub Aliyun { get; private set; } = null!;

    internal FcmStub Fcm { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Smtp.InitializeAsync();
        SendGrid = await SendGridStub.StartAsync();
        Twilio = await TwilioStub.StartAsync();
        Aliyun = await AliyunStub.StartAsync();
        Fcm = await FcmStub.StartAsync(devices: DeviceToken);
    }

    /// <summary>An application that goes by a configuration of its own, see <see cref="NameOf"/>, on every channel; and has one device registered, user ann's.</summary>
    /// <param name="platform">Where.</param>
    /// <param name="email">Who carries mail.</param>
    /// <param name="sms">Who carries SMS.</param>
    internal async Task<TestApplication> RegisterAsync(PlatformProcess platform, string email, string sms)
    {
        JsonObject more = new() { ["scopes"] = new JsonArray("notices:read", "notices:write", "channels:manage", "users:connect") };
        TestApplication application = await TestApplication.RegisterAsync(platform, more);
        await MakeAsync(application, "email", email);
        await MakeAsync(application, "sms", sms);
        await MakeAsync(application, "webSocket", "signalR");
        await MakeAsync(application, "app", "fcm");
        JsonObject device = new() { ["user"] = "ann", ["token"] = DeviceToken, ["platform"] = "android" };
        PlatformAnswer registered = await application.AskAsync(HttpMethod.Post, "api/devices", device);
        registered.Status.Should().Be(HttpStatusCode.OK, registered.Text);
        return application;
    }

    /// <summary>The name of the configuration of a provider.</summary>
    internal static string NameOf(string provider) => $"own-{provider.ToLowerInvariant()}";

    /// <summary>What the provider said to a message by which a configuration was tried.</summary>
    internal static async Task<JsonObject> TryAsync(TestApplication application, string channel, string provider, string member, string address)
    {
        JsonObject body = new() { ["to"] = new JsonObject { [member] = address } };
        PlatformAnswer answer = await application.AskAsync(HttpMethod.Post, $"api/channels/{channel}/configurations/{NameOf(provider)}/test", body);
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    public async ValueTask DisposeAsync()
    {
        await Fcm.DisposeAsync();
        await Aliyun.DisposeAsync();
        await Twilio.DisposeAsync();
        await SendGrid.DisposeAsync();
        await Smtp.DisposeAsync();
    }

    private async Task MakeAsync(TestApplication application, string channel, string provider)
    {
        JsonObject body = new() { ["name"] = NameOf(provider), ["provider"] = provider, ["default"] = true, ["settings"] = Settings(provider) };
        PlatformAnswer made = await application.AskAsync(HttpMethod.Post, $"api/channels/{channel}/configurations", body);
        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
    }

    private JsonObject Settings(string provider) => provider switch
    {
        "sendGrid" => new() { ["apiKey"] = "SG.own", ["from"] = MailFrom, ["host"] = SendGrid.Url },
        "smtp" => SmtpSettings(),
        "twilio" => new() { ["accountSid"] = TwilioStub.Account, ["authToken"] = TwilioStub.Token, ["from"] = TwilioStub.From, ["host"] = Twilio.Url },
        "aliyun" => new()
        {
            ["accessKeyId"] = AliyunStub.KeyId,
            ["accessKeySecret"] = AliyunStub.Secret,
            ["signName"] = AliyunStub.SignName,
            ["templateCode"] = AliyunStub.Template,
            ["endpoint"] = Aliyun.Url,
        },
        "fcm" => new() { ["serviceAccount"] = Fcm.KeyFile(), ["host"] = Fcm.Url },
        _ => [],
    };

    // The platform is a process of its own, which does not trust the test's certificate: without TLS, as development alone may.
    private JsonObject SmtpSettings()
    {
        SmtpSettings plain = Smtp.Settings(SmtpSecurity.None);
        return new() { ["host"] = plain.Host, ["port"] = $"{plain.Port}", ["security"] = "none", ["from"] = MailFrom };
    }
}
