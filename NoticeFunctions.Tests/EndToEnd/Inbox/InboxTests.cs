using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;
using NoticeFunctions.Tests.Support.Platform;

namespace NoticeFunctions.Tests.EndToEnd.Inbox;

/// <summary>Notices to users, over the real hub with SignalR's own client.</summary>
[Collection<SharedPlatform>]
public sealed class InboxTests(PlatformProcess platform) : PlatformTests(platform)
{
    [Fact]
    public async Task A_notice_is_pushed_to_every_connection_of_its_user_and_to_nobody_elses_and_is_in_the_inbox()
    {
        TestApplication orders = await RegisterAsync();
        TestApplication billing = await RegisterAsync();
        await using InboxClient ann = await InboxClient.ConnectAsync(orders, "ann");
        await using InboxClient annAgain = await InboxClient.ConnectAsync(orders, "ann");
        await using InboxClient other = await InboxClient.ConnectAsync(billing, "ann");

        string id = await SendAsync(orders, "ann", more: notice =>
        {
            notice["content"] = new JsonObject { ["text"] = "It is on its way.", ["html"] = "<p>It is on its way.</p>" };
            notice["category"] = "orders";
            notice["priority"] = "urgent";
        });

        JsonNode pushed = await ann.NextAsync("notice");
        JsonNode again = await annAgain.NextAsync("notice");
        JsonNode kept = (await ReadAsync(orders, "ann"))["items"]!.AsArray().Should().ContainSingle().Subject!;
        pushed.AsObject().Select(member => member.Key).Should().Equal("deliveryId", "noticeId", "occurrence", "title", "content", "category", "priority", "sentAt");
        (pushed["deliveryId"]!.GetValue<string>(), pushed["noticeId"]!.GetValue<string>(), pushed["content"]!.GetValue<string>(), pushed["priority"]!.GetValue<string>())
            .Should().Be(($"{id}-1-webSocket-0", id, "It is on its way.", "urgent"));
        again.ToJsonString().Should().Be(pushed.ToJsonString());
        kept["deliveryId"]!.GetValue<string>().Should().Be(pushed["deliveryId"]!.GetValue<string>());

        // That the other application's user got nothing shows when the first that it gets is its own.
        string others = await SendAsync(billing, "ann");
        (await other.NextAsync("notice"))["noticeId"]!.GetValue<string>().Should().Be(others);
    }

    [Fact]
    public async Task Who_comes_back_finds_what_was_missed_and_nothing_twice()
    {
        TestApplication orders = await RegisterAsync();
        string first = await SendAsync(orders, "ann");
        JsonObject before = await ReadAsync(orders, "ann");
        string second = await SendAsync(orders, "ann");
        string third = await SendAsync(orders, "ann");
        await using InboxClient ann = await InboxClient.ConnectAsync(orders, "ann");
        await ann.Connection.SendAsync("inbox", before["cursor"]!.GetValue<string>());

        JsonNode missed = await ann.NextAsync("inbox");

        before["items"]!.AsArray().Select(item => item!["noticeId"]!.GetValue<string>()).Should().Equal(first);
        missed["items"]!.AsArray().Select(item => item!["noticeId"]!.GetValue<string>()).Should().Equal(second, third);
        (missed["hasMore"]!.GetValue<bool>(), missed["unread"]!.GetValue<int>()).Should().Be((false, 3));
        (await ReadAsync(orders, "ann", missed["cursor"]!.GetValue<string>()))["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_read_is_delivered_and_unread_no_more()
    {
        TestApplication orders = await RegisterAsync();
        await using InboxClient ann = await InboxClient.ConnectAsync(orders, "ann");
        string id = await SendAsync(orders, "ann");
        JsonNode pushed = await ann.NextAsync("notice");

        await ann.Connection.SendAsync("read", pushed["deliveryId"]!.GetValue<string>());

        (await ann.NextAsync("unread")).GetValue<int>().Should().Be(0);
        JsonObject notice = (await orders.GetAsync($"api/notices/{id}")).Json;
        notice["counts"]!["webSocket"]!["delivered"]!.GetValue<int>().Should().Be(1);
        notice["counts"]!["webSocket"]!["sent"]!.GetValue<int>().Should().Be(0);
        (await orders.GetAsync($"api/notices/{id}/deliveries")).Json["items"]![0]!["status"]!.GetValue<string>().Should().Be("delivered");
        (await ReadAsync(orders, "ann"))["items"]![0]!["readAt"].Should().NotBeNull();
    }

    [Fact]
    public async Task A_reminder_ends_when_its_reader_acknowledges_it_through_the_hub()
    {
        TestApplication orders = await RegisterAsync();
        await using InboxClient ann = await InboxClient.ConnectAsync(orders, "ann");
        string id = await SendAsync(orders, "ann", more: notice =>
        {
            notice["schedule"] = new JsonObject { ["every"] = "PT1S" };
            notice["stopWhen"] = "acknowledged";
        });
        await ann.NextAsync("notice");
        JsonNode second = await ann.NextAsync("notice");

        await ann.Connection.SendAsync("acknowledge", second["deliveryId"]!.GetValue<string>());

        second["occurrence"]!.GetValue<int>().Should().BeGreaterThan(1);
        await ann.NextAsync("unread");
        JsonObject notice = (await orders.GetAsync($"api/notices/{id}")).Json;
        (notice["status"]!.GetValue<string>(), notice["reason"]!.GetValue<string>()).Should().Be(("completed", "acknowledged"));
        JsonArray log = (await orders.GetAsync($"api/notices/{id}/log")).Json["items"]!.AsArray();
        log.Should().Contain(line => line!["event"]!.GetValue<string>() == "acknowledge" && line["by"]!.GetValue<string>() == "recipient");
    }

    [Fact]
    public async Task The_inbox_is_marked_over_HTTP_too_and_what_is_not_in_it_is_passed_over()
    {
        TestApplication orders = await RegisterAsync();
        await SendAsync(orders, "ann");
        string second = await SendAsync(orders, "ann");

        PlatformAnswer acknowledged = await orders.AskAsync(HttpMethod.Post, "api/inbox/acknowledge?user=ann", new JsonObject { ["deliveries"] = new JsonArray($"{second}-1-webSocket-0", $"{second}-7-webSocket-0", "nonsense") });
        PlatformAnswer all = await orders.AskAsync(HttpMethod.Post, "api/inbox/read?user=ann", new JsonObject { ["all"] = true });

        acknowledged.Json["deliveries"]!.AsArray().Select(one => one!.GetValue<string>()).Should().Equal($"{second}-1-webSocket-0");
        acknowledged.Json["unread"]!.GetValue<int>().Should().Be(1);
        all.Json["unread"]!.GetValue<int>().Should().Be(0);
        (await ReadAsync(orders, "ann"))["items"]!.AsArray().Select(item => item!["acknowledgedAt"] is not null).Should().Equal(false, true);
    }

    [Fact]
    public async Task Nobody_connects_as_another_applications_user_and_every_wrong_member_is_named()
    {
        TestApplication orders = await RegisterAsync();
        TestApplication billing = await RegisterAsync();
        TestApplication reader = await TestApplication.RegisterAsync(Platform);

        (await InboxClient.NegotiateAsync(orders, $"{billing.Id}:ann")).Status.Should().Be(HttpStatusCode.NotFound);
        (await InboxClient.NegotiateAsync(orders, "ann")).Pointers.Should().Equal("x-notice-user");
        (await InboxClient.NegotiateAsync(reader, $"{reader.Id}:ann")).Status.Should().Be(HttpStatusCode.Forbidden, "it takes the scope users:connect");
        (await orders.GetAsync("api/inbox?since=-1&limit=0&who=me")).Pointers.Should().BeEquivalentTo("?user", "?since", "?limit", "?who");
        (await orders.AskAsync(HttpMethod.Post, "api/inbox/read?user=ann", new JsonObject { ["deliveries"] = new JsonArray(), ["more"] = 1 })).Pointers.Should().BeEquivalentTo("/deliveries", "/more");
        (await reader.GetAsync("api/inbox?user=ann")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    private Task<TestApplication> RegisterAsync() =>
        TestApplication.RegisterAsync(Platform, new JsonObject { ["scopes"] = new JsonArray("notices:read", "notices:write", "users:connect") });

    private static async Task<JsonObject> ReadAsync(TestApplication application, string user, string since = "")
    {
        PlatformAnswer answer = await application.GetAsync($"api/inbox?user={user}&since={since}");
        answer.Status.Should().Be(HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    /// <summary>Sends a notice and waits until it is in the inbox.</summary>
    private static async Task<string> SendAsync(TestApplication application, string user, Action<JsonObject>? more = null)
    {
        JsonObject notice = new() { ["title"] = "Order shipped", ["content"] = "Your order is on its way.", ["to"] = new JsonArray(new JsonObject { ["user"] = user }) };
        more?.Invoke(notice);
        PlatformAnswer accepted = await application.PostAsync(notice);
        accepted.Status.Should().Be(HttpStatusCode.Accepted, accepted.Text);
        string id = accepted.Json["id"]!.GetValue<string>();
        await PlatformClient.Eventually(
            async () => (await application.GetAsync($"api/inbox?user={user}&limit=200")).Json["items"]!.AsArray().Any(item => item!["noticeId"]!.GetValue<string>() == id),
            () => "the notice should be in the inbox");
        return id;
    }
}
