using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using NoticeFunctions.Tests.EndToEnd.Hostile;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Kafka;

/// <summary>The second door as a newcomer uses it: a stock client at the printed address.</summary>
public sealed class KafkaDoorTests : IAsyncLifetime
{
    private KafkaPlatform platform = null!;

    public async ValueTask InitializeAsync() => platform = await KafkaPlatform.StartAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task A_newcomer_sees_a_notice_delivered_and_its_events_and_a_bad_one_listed_redriven_and_refused_again()
    {
        string to = PlatformClient.NewAddress();
        await platform.SendAsync("hello", platform.Authorization);
        await platform.SendAsync(PlatformClient.Mail(to).ToJsonString(), platform.Authorization, key: "ann");

        await PlatformClient.Eventually(
            () => Task.FromResult(platform.Process.SendGrid.CallsFor(to).Count > 0), () => $"it should be delivered:\n{string.Join('\n', platform.Process.Said.TakeLast(40))}");
        string notice = (await platform.Client.ListAsync("api/notices")).Single()["id"]!.GetValue<string>();
        platform.EventsOf(notice).Select(one => (string)one["type"]!).Should().Equal("notice.accepted", "notice.delivery.sent", "notice.completed");

        JsonObject first = (await platform.DeadLettersAsync(1)).Single();
        first["reason"]!.GetValue<string>().Should().Be("not-json");
        first["problem"]!["type"]!.GetValue<string>().Should().Be("urn:notice:problem:invalid-request");
        JsonObject looked = await platform.RedriveAsync("""{ "reason": "not-json", "dryRun": true }""");
        looked["matched"]!.GetValue<int>().Should().Be(1);
        JsonObject redriven = await platform.RedriveAsync($$"""{ "ids": [ "{{first["id"]}}" ] }""");
        redriven["redriven"]!.GetValue<int>().Should().Be(1);

        // Between the two there is none for a moment.
        JsonObject? second = null;
        await PlatformClient.Eventually(
            async () => (second = (await platform.DeadLettersAsync(1)).Single())["id"]!.GetValue<string>() != first["id"]!.GetValue<string>(), () => "what is still wrong should come back as another dead letter");
        second!["reason"]!.GetValue<string>().Should().Be("not-json");
        (await platform.Client.ListAsync("api/notices")).Should().ContainSingle();
    }

    [Fact]
    public async Task Each_poisonous_message_is_a_dead_letter_once_with_its_reason_and_what_is_behind_it_flows()
    {
        TestApplication reader = await TestApplication.RegisterAsync(platform.Process, new JsonObject { ["scopes"] = new JsonArray("notices:read") });
        string others = "Bearer " + (await reader.TokenAsync()).Json["access_token"]!.GetValue<string>();
        string own = platform.Authorization;
        string good = PlatformClient.Mail(PlatformClient.NewAddress()).ToJsonString();
        Poison[] poisons =
        [
            new("not JSON", "not-json", "hello", own),
            new("half of it", "not-json", good[..^1], own),
            new("wrong schema", "invalid", """{ "title": "" }""", own),
            new("no token", "unauthenticated", good, Authorization: null),
            new("forged token", "unauthenticated", good, Forged(own)),
            new("another's token", "forbidden", good, others),
            new("too large", "too-large", $$"""{ "title": "{{new string('x', (1024 * 1024) + 10)}}" }""", own),
            new("unknown event", "unknown-event-type", """{ "specversion": "1.0", "type": "other", "source": "/orders", "id": "1" }""", own),
            new("unknown binary event", "unknown-event-type", good, own, ("ce_specversion", "1.0"), ("ce_type", "other"), ("ce_source", "/orders"), ("ce_id", "2")),
            new("event of tomorrow", "invalid-event", """{ "specversion": "2.0", "type": "notice.requested", "source": "/orders", "id": "3", "data": {} }""", own),
        ];
        NumberedNotices notices = new(platform);
        await Task.WhenAll(notices.Send(300));
        DeliveryResult<string?, byte[]>[] places = await Task.WhenAll(poisons.Select((poison, i) =>
            platform.SendAsync(poison.Value, poison.Authorization, poison.Name, partition: i % KafkaPlatform.Partitions, headers: poison.Headers)));
        await Task.WhenAll(notices.Send(300));

        await notices.HoldAsync();
        (await platform.DeadLettersAsync(poisons.Length)).Select(letter => letter["reason"]!.GetValue<string>()).Should().BeEquivalentTo(poisons.Select(poison => poison.Reason));
        IReadOnlyList<ConsumeResult<byte[], byte[]>> letters = platform.Read("notices.dead-letter");
        letters.Select(letter => Encoding.UTF8.GetString(letter.Message.Key)).Should().BeEquivalentTo(poisons.Select(poison => poison.Name), "each is there once");
        foreach ((Poison poison, DeliveryResult<string?, byte[]> place) in poisons.Zip(places))
        {
            ConsumeResult<byte[], byte[]> letter = letters.Single(letter => Encoding.UTF8.GetString(letter.Message.Key) == poison.Name);
            Header(letter, "notice-reason").Should().Be(poison.Reason, poison.Name);
            $"{Header(letter, "notice-topic")} {Header(letter, "notice-partition")} {Header(letter, "notice-offset")}".Should().Be($"notices {place.Partition.Value} {place.Offset.Value}");
            Header(letter, "notice-problem").Should().Contain("\"type\":\"urn:notice:problem:");
            letter.Message.Value.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(poison.Value)).Should().BeTrue($"{poison.Name}: it is there as it was");
        }
    }

    // The same claims, signed by somebody else.
    private static string Forged(string authorization)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return "Bearer " + new TokenForge(authorization["Bearer ".Length..], key).Sign();
    }

    private static string Header(ConsumeResult<byte[], byte[]> message, string name) => Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(name));

    private sealed record Poison(string Name, string Reason, string Value, string? Authorization, params (string Name, string Value)[] Headers);
}
