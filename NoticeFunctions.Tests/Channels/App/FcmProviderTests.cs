using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Channels;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Support.Providers;

namespace NoticeFunctions.Tests.Channels.App;

public sealed class FcmProviderTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly InMemoryDevices devices = new();
    private FcmStub stub = null!;

    public async ValueTask InitializeAsync() => stub = await FcmStub.StartAsync(time, "phone", "tablet", "browser");

    public ValueTask DisposeAsync() => stub.DisposeAsync();

    private static Notice Notice(params string[] to) =>
        Kinds.Notice(Channel.App, [.. (to.Length == 0 ? ["phone"] : to).Select(device => new Recipient(Device: device))]);

    private IProvider Open(string? keyFile = null) =>
        Kinds.Named("fcm", time, devices).Open(new Dictionary<string, string> { ["serviceAccount"] = keyFile ?? stub.KeyFile(), ["host"] = stub.Url });

    private async Task RegisterAsync(string user, params string[] tokens)
    {
        foreach (string token in tokens)
        {
            await devices.RegisterAsync("orders", user, token, DevicePlatform.Android, CancellationToken.None);
        }
    }

    private async Task<IEnumerable<string>> TokensOfAsync(string user) => (await devices.ListAsync("orders", user, CancellationToken.None)).Select(device => device.Token);

    [Fact]
    public async Task A_push_says_the_title_and_the_text_and_carries_the_ids()
    {
        Notice notice = Notice() with { Content = new("Text", Push: "For pushes: 你好") };
        (await Open().SendOneAsync(notice)).Should().Be(ProviderOutcome.Accepted("projects/orders-app/messages/1"));

        string id = $"{notice.Id}-3-app-0";
        JsonNode expected = JsonNode.Parse($$"""
            { "token": "phone", "notification": { "title": "Order shipped", "body": "For pushes: 你好" },
              "data": { "deliveryId": "{{id}}", "noticeId": "{{notice.Id}}", "category": "order-shipped" },
              "android": { "priority": "NORMAL", "notification": { "tag": "{{id}}" } },
              "apns": { "headers": { "apns-priority": "5", "apns-collapse-id": "{{id}}" } }, "webpush": { "headers": { "Urgency": "normal" } } }
            """)!;
        JsonNode.DeepEquals(stub.Messages.Single(), expected).Should().BeTrue("it is {0}", stub.Messages.Single().ToJsonString());
    }

    [Fact]
    public async Task An_urgent_notice_is_urgent_on_every_platform_and_is_held_no_longer_than_it_is_worth()
    {
        Notice notice = Notice() with { Priority = Priority.Urgent, Category = null };
        await Open().SendAsync(notice, [Kinds.Deliveries(notice)[0] with { Expires = time.GetUtcNow().AddMinutes(10) }], CancellationToken.None);

        JsonObject message = stub.Messages.Single();
        message["android"]!["priority"]!.GetValue<string>().Should().Be("HIGH");
        message["android"]!["ttl"]!.GetValue<string>().Should().Be("600s");
        message["apns"]!["headers"]!["apns-priority"]!.GetValue<string>().Should().Be("10");
        message["apns"]!["headers"]!["apns-expiration"]!.GetValue<string>().Should().Be(time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds().ToString());
        message["webpush"]!["headers"]!["TTL"]!.GetValue<string>().Should().Be("600");
        message["data"]!.AsObject().ContainsKey("category").Should().BeFalse();
    }

    [Fact]
    public async Task A_topic_is_sent_to_as_a_topic()
    {
        (await Open().SendOneAsync(Notice("topic:news"))).Result.Should().Be(AttemptResult.Accepted);

        stub.Messages.Single()["topic"]!.GetValue<string>().Should().Be("news");
        stub.Messages.Single().ContainsKey("token").Should().BeFalse();
    }

    [Fact]
    public async Task A_user_gets_it_on_every_device_and_one_that_takes_it_is_enough()
    {
        await RegisterAsync("ann", "phone", "gone", "tablet");
        await RegisterAsync("bob", "browser");
        stub.Next(FcmStub.Refusing(503, "UNAVAILABLE", "The service is currently unavailable."));
        ProviderOutcome outcome = await Open().SendOneAsync(Notice("user:ann"));

        outcome.Result.Should().Be(AttemptResult.Accepted);
        stub.Messages.Select(message => message["token"]!.GetValue<string>()).Should().BeEquivalentTo("phone", "tablet");
        (await TokensOfAsync("ann")).Should().Equal(["phone", "tablet"], "FCM says that the other is gone");
    }

    [Fact]
    public async Task A_user_without_a_device_can_not_be_reached_and_one_whose_devices_are_all_busy_can_later()
    {
        await RegisterAsync("ann", "phone", "gone");
        stub.Next(FcmStub.Refusing(429, "QUOTA_EXCEEDED", "Quota exceeded.", "120"));

        (await Open().SendOneAsync(Notice("user:nobody"))).Should().Be(ProviderOutcome.Permanent("The user has no device."));
        (await Open().SendOneAsync(Notice("user:ann"))).Should().Be(ProviderOutcome.Transient("429 (QUOTA_EXCEEDED): Quota exceeded.", TimeSpan.FromSeconds(120)));
        (await Open().SendOneAsync(Notice("user:ann"))).Result.Should().Be(AttemptResult.Accepted);
    }

    [Fact]
    public async Task A_user_of_whose_devices_one_may_have_it_and_none_has_said_so_gets_it_again()
    {
        await RegisterAsync("ann", "phone", "tablet", "gone");
        stub.Next(ProviderStub.CutOff(), FcmStub.Refusing(429, "QUOTA_EXCEEDED", "Quota exceeded.", "120"));

        ProviderOutcome outcome = await Open().SendOneAsync(Notice("user:ann"));
        (outcome.Result, outcome.RetryAfter).Should().Be((AttemptResult.Uncertain, TimeSpan.FromSeconds(120)));
    }

    [Fact]
    public async Task While_the_store_of_the_devices_is_away_a_user_waits_and_a_token_does_not()
    {
        devices.IsAway = true;

        (await Open().SendOneAsync(Notice("user:ann"))).Should().Be(ProviderOutcome.Transient("The store of the devices is away."));
        (await Open().SendOneAsync(Notice("phone"))).Result.Should().Be(AttemptResult.Accepted);
        (await Open().SendOneAsync(Notice("gone"))).Error.Should().StartWith("404 (UNREGISTERED)");
    }

    [Fact]
    public async Task A_token_that_is_not_registered_any_more_is_final_and_leaves_the_devices_whoever_it_was_sent_for()
    {
        await RegisterAsync("ann", "gone", "phone");

        (await Open().SendOneAsync(Notice("gone"))).Should().Be(ProviderOutcome.Permanent("404 (UNREGISTERED): Requested entity was not found."));
        (await TokensOfAsync("ann")).Should().Equal("phone");
    }

    [Fact]
    public async Task Many_recipients_are_a_call_each_with_one_access_token()
    {
        string[] tokens = [.. Enumerable.Range(0, 100).Select(index => index == 7 ? "gone" : "phone")];
        IReadOnlyList<ProviderOutcome> outcomes = await Open().SendAllAsync(Notice(tokens));

        outcomes.Select((outcome, index) => outcome.Result == (index == 7 ? AttemptResult.PermanentFailure : AttemptResult.Accepted)).Should().HaveCount(100).And.OnlyContain(right => right);
        stub.TokenRequests.Should().Be(1);
    }

    [Fact]
    public async Task An_access_token_is_used_until_it_expires()
    {
        IProvider provider = Open();
        await provider.SendOneAsync(Notice());
        time.Advance(TimeSpan.FromMinutes(50));
        await provider.SendOneAsync(Notice());
        stub.TokenRequests.Should().Be(1);
        time.Advance(TimeSpan.FromMinutes(10));

        (await provider.SendOneAsync(Notice())).Result.Should().Be(AttemptResult.Accepted);
        stub.TokenRequests.Should().Be(2);
    }

    [Theory]
    [InlineData("not a token", 100, "400 (INVALID_ARGUMENT): The registration token is not a valid FCM registration token")]
    [InlineData("phone", 4096, "400 (INVALID_ARGUMENT): Android message is too big")]
    [InlineData("topic:news", 2048, "400 (INVALID_ARGUMENT): Android message is too big")]
    [InlineData("topic:no/news", 100, "400 (INVALID_ARGUMENT): Malformed topic name")]
    public async Task A_message_that_FCM_refuses_is_final(string to, int length, string error) =>
        (await Open().SendOneAsync(Notice(to) with { Content = new(new string('a', length)) })).Should().Be(ProviderOutcome.Permanent(error));

    [Theory]
    [InlineData(429, "QUOTA_EXCEEDED", "17", 17)]
    [InlineData(429, "QUOTA_EXCEEDED", null, 60)]
    [InlineData(503, "UNAVAILABLE", "120", 120)]
    [InlineData(503, "UNAVAILABLE", null, null)]
    [InlineData(500, "INTERNAL", null, null)]
    public async Task What_may_pass_is_transient_and_Retry_After_is_told(int status, string code, string? header, int? seconds)
    {
        stub.Next(FcmStub.Refusing(status, code, "Later, please", header));

        (await Open().SendOneAsync(Notice())).Should().Be(ProviderOutcome.Transient($"{status} ({code}): Later, please", seconds is { } some ? TimeSpan.FromSeconds(some) : null));
        (await Open().SendOneAsync(Notice())).Result.Should().Be(AttemptResult.Accepted, "the next attempt finds it over");
    }

    [Theory]
    [InlineData(403, "SENDER_ID_MISMATCH")]
    [InlineData(401, "THIRD_PARTY_AUTH_ERROR")]
    public async Task What_is_wrong_for_good_is_final_and_the_device_stays(int status, string code)
    {
        await RegisterAsync("ann", "phone");
        stub.Next(FcmStub.Refusing(status, code, "No"));

        (await Open().SendOneAsync(Notice("user:ann"))).Should().Be(ProviderOutcome.Permanent($"{status} ({code}): No"));
        (await TokensOfAsync("ann")).Should().Equal("phone");
    }
}
