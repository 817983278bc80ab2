using System.Text.Json.Nodes;
using NoticeFunctions.Tests.Support;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd;

[Collection<SharedPlatform>]
public sealed class DeliveryTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task An_immediate_notice_reaches_SendGrid_once_as_it_was_posted()
    {
        string ann = PlatformClient.NewAddress();
        JsonObject posted = PlatformClient.Mail(ann);
        posted["content"] = new JsonObject { ["text"] = "Auf dem Weg 🚚", ["html"] = "<p>Auf dem Weg</p>" };
        posted["to"]![0]!["name"] = "Ann";
        posted["category"] = "orders";
        string id = await Client.AcceptedAsync(posted);
        JsonObject notice = await Client.EndedAsync(id);

        notice["status"]!.GetValue<string>().Should().Be("completed");
        SendGridCall call = SendGrid.CallsFor(ann).Should().ContainSingle().Subject;
        call.Authorization.Should().Be("Bearer SG.key");
        call.Deliveries.Should().Equal($"{id}-1-email-0");
        JsonNode body = call.Body;
        body["subject"]!.GetValue<string>().Should().Be("Order shipped");
        body["from"]!["email"]!.GetValue<string>().Should().Be(PlatformProcess.From);
        body["content"]!.AsArray().Select(part => part!["value"]!.GetValue<string>()).Should().Equal("Auf dem Weg 🚚", "<p>Auf dem Weg</p>");
        body["categories"]![0]!.GetValue<string>().Should().Be("orders");
        JsonNode personalization = body["personalizations"]!.AsArray().Should().ContainSingle().Subject!;
        personalization["to"]![0]!["name"]!.GetValue<string>().Should().Be("Ann");
        personalization["headers"]!["Message-ID"]!.GetValue<string>().Should().Be($"<{id}-1-email-0@example.org>");
    }

    [Fact]
    public async Task A_delayed_notice_reaches_SendGrid_once_and_never_early()
    {
        string ann = PlatformClient.NewAddress();
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["delay"] = "PT2S" }));
        JsonObject waiting = (await Client.GetAsync($"api/notices/{id}")).Json;
        DateTimeOffset due = waiting["nextDue"]!.GetValue<DateTimeOffset>();

        waiting["status"]!.GetValue<string>().Should().Be("scheduled");
        (due - waiting["created"]!.GetValue<DateTimeOffset>()).Should().Be(TimeSpan.FromSeconds(2));
        await Client.EndedAsync(id);
        SendGrid.CallsFor(ann).Should().ContainSingle().Which.At.Should().BeOnOrAfter(due);
    }

    [Fact]
    public async Task A_cycle_fires_as_often_as_it_says_by_its_schedule()
    {
        string ann = PlatformClient.NewAddress();
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann, new JsonObject { ["every"] = "PT1S", ["count"] = 3 }));
        JsonObject notice = await Client.EndedAsync(id);

        notice["occurrences"]!.GetValue<int>().Should().Be(3);
        SendGrid.CallsFor(ann).SelectMany(call => call.Deliveries).Should().OnlyHaveUniqueItems().And.Contain($"{id}-3-email-0");
    }

    [Fact]
    public async Task A_busy_provider_is_left_alone_as_long_as_it_asks_and_then_tried_again()
    {
        string ann = PlatformClient.NewAddress();
        SendGrid.Script(ann, SendGridStub.Refusing(429, "too many requests", retryAfter: "5"));
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann));
        await Client.EndedAsync(id);

        IReadOnlyList<SendGridCall> calls = SendGrid.CallsFor(ann);
        calls.Should().HaveCount(2);
        // Twice as long as the wait would be without the provider's wish.
        (calls[1].At - calls[0].At).Should().BeGreaterThan(TimeSpan.FromSeconds(4.9));
        JsonObject delivery = (await Client.ListAsync($"api/notices/{id}/deliveries")).Single();
        delivery["status"]!.GetValue<string>().Should().Be("sent");
        Results(delivery).Should().Equal("transientFailure", "accepted");
    }

    [Fact]
    public async Task A_provider_in_trouble_is_tried_again_after_about_two_seconds()
    {
        string ann = PlatformClient.NewAddress();
        SendGrid.Script(ann, SendGridStub.Refusing(500, "internal error"));
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann));
        await Client.EndedAsync(id);

        IReadOnlyList<SendGridCall> calls = SendGrid.CallsFor(ann);
        calls.Should().HaveCount(2);
        (calls[1].At - calls[0].At).Should().BeGreaterThan(TimeSpan.FromSeconds(1.5));
        calls.SelectMany(call => call.Deliveries).Should().Equal($"{id}-1-email-0", $"{id}-1-email-0");
    }

    [Fact]
    public async Task A_mail_that_is_refused_for_good_is_not_tried_again_and_says_why()
    {
        string ann = PlatformClient.NewAddress();
        SendGrid.Script(ann, SendGridStub.Refusing(400, "Does not contain a valid address.", "personalizations.0.to.0.email"));
        string id = await Client.AcceptedAsync(PlatformClient.Mail(ann));
        JsonObject notice = await Client.EndedAsync(id);

        notice["status"]!.GetValue<string>().Should().Be("failed");
        notice["counts"]!["email"]!["failed"]!.GetValue<int>().Should().Be(1);
        SendGrid.CallsFor(ann).Should().ContainSingle();
        JsonObject delivery = (await Client.ListAsync($"api/notices/{id}/deliveries")).Single();
        delivery["status"]!.GetValue<string>().Should().Be("failed");
        delivery["attempts"]![0]!["error"]!.GetValue<string>().Should().Be("400: Does not contain a valid address.");
    }

    [Fact]
    public async Task One_bad_address_among_several_fails_alone()
    {
        string[] to = [PlatformClient.NewAddress(), PlatformClient.NewAddress(), PlatformClient.NewAddress()];
        SendGrid.Script(to[0], SendGridStub.Refusing(400, "Does not contain a valid address.", "personalizations.1.to.0.email"));
        JsonObject posted = PlatformClient.Mail(to[0]);
        posted["to"] = new JsonArray([.. to.Select(address => new JsonObject { ["email"] = address })]);
        string id = await Client.AcceptedAsync(posted);
        JsonObject notice = await Client.EndedAsync(id);

        notice["status"]!.GetValue<string>().Should().Be("completed");
        (await Client.ListAsync($"api/notices/{id}/deliveries")).Select(delivery => delivery["status"]!.GetValue<string>()).Should().Equal("sent", "failed", "sent");
        SendGrid.CallsFor(to[2])[^1].Recipients.Should().Equal(to[0], to[2]);
    }

    [Fact]
    public async Task A_channel_without_a_provider_goes_to_the_sandbox()
    {
        JsonObject posted = PlatformClient.Mail("unused@example.com");
        posted["to"] = new JsonArray(new JsonObject { ["phone"] = "+14155550100", ["device"] = "device-1" });
        string id = await Client.AcceptedAsync(posted);
        await Client.EndedAsync(id);

        JsonObject[] items = [.. (await Client.ListAsync("api/sandbox?limit=200")).Where(item => item["deliveryId"]!.GetValue<string>().StartsWith(id, StringComparison.Ordinal))];
        items.Select(item => item["channel"]!.GetValue<string>()).Should().BeEquivalentTo("sms", "app");
        JsonObject sms = items.Single(item => item["channel"]!.GetValue<string>() == "sms");
        sms.Select(member => member.Key).Should().BeEquivalentTo("deliveryId", "channel", "recipient", "title", "content", "at");
        sms["deliveryId"]!.GetValue<string>().Should().Be($"{id}-1-sms-0");
        sms["recipient"]!.GetValue<string>().Should().Be("+14155550100");
        sms["content"]!.GetValue<string>().Should().Be("Your order 1234 is on its way.");
    }

    private static IEnumerable<string> Results(JsonObject delivery) => delivery["attempts"]!.AsArray().Select(attempt => attempt!["result"]!.GetValue<string>());
}
