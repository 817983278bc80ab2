using System.Net;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Channels;

/// <summary>A platform that nobody has told of any provider.</summary>
public sealed class BarePlatform : IAsyncLifetime
{
    /// <summary>The platform.</summary>
    public PlatformProcess Process { get; } = new() { Settings = { ["SendGrid__ApiKey"] = "", ["SendGrid__From"] = "", ["AzureSignalRConnectionString"] = "" } };

    public async ValueTask InitializeAsync() => await Process.EnsureStartedAsync();

    public ValueTask DisposeAsync() => Process.DisposeAsync();
}

/// <summary>What becomes of notices there.</summary>
public sealed class SandboxTests(BarePlatform platform) : IClassFixture<BarePlatform>
{
    [Fact]
    public async Task Without_providers_all_four_channels_land_in_the_sandbox_and_the_deliveries_say_so()
    {
        PlatformClient client = new(platform.Process.Http);
        string id = await client.AcceptedAsync(new JsonObject
        {
            ["title"] = "Order shipped",
            ["content"] = "Your order 1234 is on its way.",
            ["to"] = new JsonArray(new JsonObject { ["email"] = "ann@example.com", ["phone"] = "+14155550100", ["user"] = "ann" }),
            ["channels"] = new JsonArray("email", "sms", "webSocket", "app"),
        });
        JsonObject notice = await client.EndedAsync(id);
        IReadOnlyList<JsonObject> deliveries = await client.ListAsync($"api/notices/{id}/deliveries");
        IReadOnlyList<JsonObject> taken = await client.ListAsync("api/sandbox");

        notice["status"]!.GetValue<string>().Should().Be("completed");
        deliveries.Select(Told).Should().BeEquivalentTo(
            "email to ann@example.com: sent by sandbox", "sms to +14155550100: sent by sandbox", "webSocket to ann: sent by sandbox", "app to user:ann: sent by sandbox");
        taken.Select(item => $"{item["deliveryId"]} to {item["recipient"]}: {item["title"]}: {item["content"]}").Should().BeEquivalentTo(
            deliveries.Select(one => $"{one["id"]} to {one["recipient"]}: Order shipped: Your order 1234 is on its way."));
    }

    private static string Told(JsonObject delivery) => $"{delivery["channel"]} to {delivery["recipient"]}: {delivery["status"]} by {delivery["provider"]}";
}
