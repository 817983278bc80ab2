using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>Many dead letters, some of which an operator has mended the reason of.</summary>
public sealed class KafkaRedriveTests : IAsyncLifetime
{
    private const int Half = 500;

    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await KafkaPlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_thousand_are_redriven_and_what_is_right_now_is_delivered_once_and_what_is_not_comes_back()
    {
        TestApplication orders = await TestApplication.RegisterAsync(platform.Process);
        string authorization = "Bearer " + (await orders.TokenAsync()).Json["access_token"]!.GetValue<string>();
        await SwitchAsync(orders, "disable", HttpStatusCode.Unauthorized);
        NumberedNotices notices = new(platform, authorization);
        await Task.WhenAll([.. notices.Send(Half), .. Enumerable.Range(0, Half).Select(_ => platform.SendAsync("hello", platform.Authorization))]);
        IReadOnlyList<JsonObject> first = await platform.DeadLettersAsync(2 * Half);
        first.CountBy(Reason).ToDictionary().Should().BeEquivalentTo(new Dictionary<string, int> { ["unauthenticated"] = Half, ["not-json"] = Half });
        await SwitchAsync(orders, "enable", HttpStatusCode.OK);

        (await platform.RedriveAsync("""{ "all": true, "dryRun": true }""")).ToJsonString().Should().Be("""{"matched":1000,"redriven":0,"missing":0,"more":false,"dryRun":true}""");
        (await platform.DeadLettersAsync(2 * Half)).Select(Id).Should().Equal(first.Select(Id), "that was to look");
        (await platform.RedriveAsync("""{ "all": true }""")).ToJsonString().Should().Be("""{"matched":1000,"redriven":1000,"missing":0,"more":false,"dryRun":false}""");

        await notices.HoldAsync();
        IReadOnlyList<JsonObject> second = await platform.DeadLettersAsync(Half);
        second.Select(Reason).Distinct().Should().Equal("not-json");
        second.Select(Id).Should().NotIntersectWith(first.Select(Id), "each is another dead letter");
        platform.Read("notices.dead-letter").Should().HaveCount(3 * Half, "each refusal is told once");
    }

    // A switch is seen everywhere within some seconds.
    private static async Task SwitchAsync(TestApplication application, string to, HttpStatusCode then)
    {
        PlatformAnswer done = await application.AdministerAsync(HttpMethod.Post, $"/{to}");
        ((int)done.Status).Should().BeInRange(200, 299, done.Text);
        await PlatformClient.Eventually(async () => (await application.GetAsync("api/notices")).Status == then, () => $"its token should be {then}");
    }

    private static string Id(JsonObject letter) => letter["id"]!.GetValue<string>();

    private static string Reason(JsonObject letter) => letter["reason"]!.GetValue<string>();
}
