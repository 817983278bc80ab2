using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NoticeFunctions.Channels;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Channels.Sms.Twilio;
using NoticeFunctions.Notices;
using NoticeFunctions.Records;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Applications.Signing;
using NoticeFunctions.Tests.Channels.Configurations;
using NoticeFunctions.Tests.Intake;
using NoticeFunctions.Tests.Orchestration;
using NoticeFunctions.Tests.Support.Providers;
using NoticeFunctions.Tracking.Webhooks;

namespace NoticeFunctions.Tests.Tracking.Webhooks;

public sealed class TakeTwilioReportTests : IAsyncLifetime
{
    private const string Public = "https://notice.example.com/base";
    private const string Shared = "AC00000000000000000000000000000000";
    private const string Billings = "AC11111111111111111111111111111111";

    private readonly InMemoryConfigurationStore configurations = new();
    private readonly SecretBox box = TestSecrets.Box();
    private NoticeHarness harness = null!;
    private Notice notice = null!;

    public async ValueTask InitializeAsync()
    {
        harness = await NoticeHarness.StartAsync();
        notice = await PostAsync();
        await ConfigureAsync("orders", "first", TwilioStub.Account, "an older token");
        await ConfigureAsync("orders", "second", TwilioStub.Account, TwilioStub.Token);
        await ConfigureAsync(ChannelConfiguration.Shared, "shared", Shared, "shared token");
        await ConfigureAsync("billing", "first", Billings, "billing's token");
    }

    public async ValueTask DisposeAsync()
    {
        await harness.DisposeAsync();
        box.Dispose();
    }

    [Theory]
    [InlineData("delivered", "", "Delivered", null)]
    [InlineData("read", "", "Delivered", null)]
    [InlineData("undelivered", "30003", "Bounced", "undelivered: 30003")]
    [InlineData("failed", "30008", "Bounced", "failed: 30008")]
    [InlineData("failed", "21610", "Bounced", "failed: 21610")]
    [InlineData("failed", "+14155550100", "Bounced", "failed")]
    [InlineData("queued", "", "Sent", null)]
    [InlineData("sending", "", "Sent", null)]
    [InlineData("sent", "", "Sent", null)]
    [InlineData("canceled", "", "Sent", null)]
    [InlineData("what", "", "Sent", null)]
    public async Task A_report_moves_its_delivery_on_and_suppresses_no_number(string status, string code, string expected, string? reason)
    {
        (await ReportAsync(status, code)).Should().Be(204);

        Delivery delivery = await DeliveryAsync();
        (delivery.Status, delivery.Reason).Should().Be((Enum.Parse<DeliveryStatus>(expected), reason));
        (await harness.SuppressionStore.HasAnyAsync("orders", CancellationToken.None)).Should().BeFalse();
    }

    [Fact]
    public async Task Reports_may_come_out_of_order_and_again()
    {
        foreach (string status in (string[])["delivered", "sent", "delivered", "queued", "undelivered"])
        {
            (await ReportAsync(status)).Should().Be(204);
        }

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Delivered);
        (await harness.ProgressAsync(notice)).Counts[Channel.Sms].Should().Be(new ChannelCounts(Delivered: 1));
    }

    [Fact]
    public async Task A_report_says_what_became_of_an_SMS_that_may_have_gone_out()
    {
        harness.Provider.Answer = (_, _) => ProviderOutcome.Uncertain("cut off");
        notice = await PostAsync();
        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Uncertain);
        await ReportAsync("delivered");

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task A_report_that_is_faster_than_the_closing_of_its_occurrence_waits_for_it()
    {
        notice = harness.Compose(schedule: null, [new Recipient(Phone: "+14155550100")], Channel.Sms);
        await harness.Store.ReserveAsync(notice, fingerprint: null, CancellationToken.None);
        (await ReportAsync("delivered")).Should().Be(204);
        await harness.Starter.StartAsync(harness.Engine.Client, notice, CancellationToken.None);
        await harness.Engine.Engine.WhenIdleAsync();
        await harness.Events.TakeEarlyAsync(100, CancellationToken.None);

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task A_shared_account_signs_for_every_application()
    {
        (await ReportAsync("delivered", account: Shared, token: "shared token")).Should().Be(204);

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Delivered);
    }

    [Fact]
    public async Task What_no_account_of_the_application_has_signed_is_401_and_has_no_effect()
    {
        (await ReportAsync("failed", token: "another")).Should().Be(401);
        (await ReportAsync("failed", account: Billings, token: "billing's token")).Should().Be(401, "another application's account is no account of this one");
        (await ReportAsync("failed", account: Billings)).Should().Be(401);
        (await ReportAsync("failed", account: "")).Should().Be(401);
        (await ReportAsync("failed", application: "no application!")).Should().Be(401);
        (await ReportAsync("failed", change: http => http.Request.Headers.Remove(TwilioSignature.Header))).Should().Be(401);
        (await ReportAsync("failed", change: http => http.Request.Headers[TwilioSignature.Header] = "nothing")).Should().Be(401);
        (await ReportAsync("failed", delivery: $"{notice.Id}-1-sms-1", change: http => http.Request.QueryString = Query("orders", $"{notice.Id}-1-sms-0"))).Should().Be(401, "what it is about is signed too");
        (await ReportAsync("failed", change: http => http.Request.QueryString = default)).Should().Be(401);
        (await ReportAsync("failed", change: http => http.Request.Body = Content("nonsense"))).Should().Be(401, "what it says is not even looked at");
        (await ReportAsync("failed", change: http => http.Request.Body = Content(string.Join('&', Enumerable.Range(0, 1000).Select(index => $"a{index}=1"))))).Should().Be(401);

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task A_report_of_a_delivery_that_is_none_of_the_applications_SMS_is_passed_over()
    {
        (await ReportAsync("failed", delivery: "nonsense")).Should().Be(204);
        (await ReportAsync("failed", delivery: $"{notice.Id}-1-email-0")).Should().Be(204);
        (await ReportAsync("failed", delivery: $"{notice.Id}-1-sms-7")).Should().Be(204);
        (await ReportAsync("failed", application: "billing", account: Billings, token: "billing's token")).Should().Be(204);

        (await DeliveryAsync()).Status.Should().Be(DeliveryStatus.Sent);
    }

    [Fact]
    public async Task A_body_of_more_than_16_kilobytes_is_413() =>
        (await ReportAsync("delivered", change: http => http.Request.Body = Content(new string('a', TakeTwilioReport.Most + 1)))).Should().Be(413);

    private Task<Notice> PostAsync() => harness.PostAsync(schedule: null, [new Recipient(Phone: "+14155550100")], Channel.Sms);

    private async Task<Delivery> DeliveryAsync() => (await harness.DeliveriesAsync(notice)).Single();

    private SettingSecrets Secrets() => new(box, Options.Create(new RecordsOptions { AddressKey = Convert.ToBase64String(new byte[32]) }));

    private async Task ConfigureAsync(string owner, string name, string account, string token) => await configurations.ChangeAsync(
        owner,
        Samples.Writing(new ChannelConfiguration(owner, Channel.Sms, name, "twilio", "1", Samples.Start, Samples.Start)
        {
            Settings = new Dictionary<string, string> { ["accountSid"] = account, ["from"] = TwilioStub.From },
            Secrets = new Dictionary<string, LockedSecret> { ["authToken"] = Secrets().Lock(owner, Channel.Sms, name, "authToken", token) },
        }),
        CancellationToken.None);

    /// <summary>Posts what Twilio would, through a proxy.</summary>
    private async Task<int> ReportAsync(
        string status, string code = "", string application = "orders", string? delivery = null, string account = TwilioStub.Account, string token = TwilioStub.Token, Action<HttpContext>? change = null)
    {
        QueryString query = Query(application, delivery ?? $"{notice.Id}-1-sms-0");
        (string Name, string Value)[] form = [("AccountSid", account), ("ErrorCode", code), ("MessageSid", "SM1"), ("MessageStatus", status), ("To", "+14155550100")];
#pragma warning disable CA5350 // SHA-1 is what Twilio signs with.
        byte[] signature = HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"{Public}/api/webhooks/twilio{query}{string.Concat(form.Select(one => one.Name + one.Value))}"));
#pragma warning restore CA5350

        DefaultHttpContext http = new() { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        http.Request.Method = "POST";
        http.Request.Scheme = "http";
        http.Request.Host = new HostString("10.0.0.7:7071");
        http.Request.Path = "/api/webhooks/twilio";
        http.Request.QueryString = query;
        http.Request.ContentType = "application/x-www-form-urlencoded";
        http.Request.Headers[TwilioSignature.Header] = Convert.ToBase64String(signature);
        http.Request.Body = Content(string.Join('&', form.Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}")));
        http.Response.Body = new MemoryStream();
        change?.Invoke(http);
        TakeTwilioReport function = new(new TwilioAccounts(configurations, Secrets()), harness.Events, IntakeHarness.Urls(Public));
        await (await function.RunAsync(http.Request)).ExecuteAsync(http);
        return http.Response.StatusCode;
    }

    private static QueryString Query(string application, string delivery) => new($"?application={Uri.EscapeDataString(application)}&delivery={Uri.EscapeDataString(delivery)}");

    private static MemoryStream Content(string text) => new(Encoding.ASCII.GetBytes(text));
}
