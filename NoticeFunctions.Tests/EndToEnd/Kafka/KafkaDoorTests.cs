using System.Globalization;
using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>The second door as a newcomer uses it: a stock client at the printed address.</summary>
public sealed class KafkaDoorTests : IAsyncLifetime
{
    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await KafkaPlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_message_is_delivered_and_a_bad_one_is_seen_and_redriven_and_refused_again()
    {
        string to = PlatformClient.NewAddress();
        await platform.SendAsync("hello");
        await platform.SendAsync(PlatformClient.Mail(to).ToJsonString(), key: "ann");

        await PlatformClient.Eventually(
            () => Task.FromResult(platform.Process.SendGrid.CallsFor(to).Count > 0), () => $"it should be delivered:\n{string.Join('\n', platform.Process.Said.TakeLast(40))}");
        JsonObject first = (await platform.DeadLettersAsync(1)).Single();
        first["reason"]!.GetValue<string>().Should().Be("not-json");
        first["problem"]!["type"]!.GetValue<string>().Should().Be("urn:notice:problem:invalid-request");

        JsonObject looked = await platform.RedriveAsync("""{ "reason": "not-json", "dryRun": true }""");
        looked["matched"]!.GetValue<int>().Should().Be(1);
        JsonObject redriven = await platform.RedriveAsync($$"""{ "ids": [ "{{first["id"]}}" ] }""");
        redriven["redriven"]!.GetValue<int>().Should().Be(1);

        await PlatformClient.Eventually(
            async () => (await platform.DeadLettersAsync(1)).Single()["id"]!.GetValue<string>() != first["id"]!.GetValue<string>(), () => "what is still wrong should come back as another dead letter");
    }

    [Fact]
    public async Task The_events_of_a_notice_are_told_from_accepted_to_completed()
    {
        await platform.SendAsync(PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString());

        IReadOnlyList<JsonObject> events = platform.EventsUntil("notice.completed");

        events.OrderBy(one => (string)one["sequence"]!, StringComparer.Ordinal).Select(one => (string)one["type"]!).Distinct()
            .Should().Equal("notice.accepted", "notice.delivery.sent", "notice.completed");
        events.Select(one => (string)one["subject"]!).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Each_poisonous_message_is_a_dead_letter_once_with_its_reason_and_what_is_behind_it_flows()
    {
        Dictionary<string, Func<Task>> poisons = new()
        {
            ["not-json"] = () => platform.SendAsync("hello"),
            ["invalid"] = () => platform.SendAsync("""{ "title": "" }"""),
            ["unauthenticated"] = () => platform.SendAsync(KafkaPlatform.Later, authorization: null, key: null),
            ["too-large"] = () => platform.SendAsync($$"""{ "title": "{{new string('x', (1024 * 1024) + 10)}}" }"""),
            ["unknown-event-type"] = () => platform.SendAsync("""{ "specversion": "1.0", "type": "other", "source": "/orders", "id": "1" }"""),
        };
        await Task.WhenAll(poisons.Values.Select(send => send()));
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => platform.SendAsync(KafkaPlatform.Later, key: i.ToString(CultureInfo.InvariantCulture))));

        (await platform.DeadLettersAsync(poisons.Count)).Select(letter => letter["reason"]!.GetValue<string>()).Should().BeEquivalentTo(poisons.Keys);
        await platform.CountedAsync(200);
    }
}
