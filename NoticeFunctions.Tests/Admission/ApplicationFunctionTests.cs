using System.Text.Json.Nodes;

namespace NoticeFunctions.Tests.Admission;

public sealed class ApplicationFunctionTests
{
    private readonly AdmissionHarness admission = new();

    [Fact]
    public async Task An_application_is_registered_and_found_as_it_was_said()
    {
        AdmissionAnswer answer = await admission.RegisterAsync("""
            { "id": "orders", "name": "Order processing", "owner": "ann@example.com", "scopes": [ "notices:write", "notices:read" ], "channels": [ "webSocket", "email" ],
              "senders": [ "orders@example.com" ], "limits": { "noticesPerMinute": 600, "pendingNotices": 0 } }
            """);

        answer.Status.Should().Be(201);
        answer.Headers.Location.Should().Equal("/api/applications/orders");
        JsonNode.DeepEquals(answer.Json, JsonNode.Parse("""
            { "id": "orders", "name": "Order processing", "owner": "ann@example.com", "status": "active", "scopes": [ "notices:read", "notices:write" ],
              "created": "2030-01-01T00:00:00+00:00", "updated": "2030-01-01T00:00:00+00:00", "channels": [ "webSocket", "email" ],
              "senders": [ "orders@example.com" ], "limits": { "noticesPerMinute": 600, "pendingNotices": 0 } }
            """)).Should().BeTrue(answer.Text);
        (await admission.GetAsync("orders")).Text.Should().Be(answer.Text);
        (await admission.ListAsync()).Json["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task Every_wrong_member_is_named_at_once()
    {
        AdmissionAnswer answer = await admission.RegisterAsync("""
            { "id": "Orders", "name": " ", "owner": "ann", "scopes": [ "notices:write", "everything", "notices:write" ], "channels": [ "fax", 1 ], "senders": [],
              "limits": { "noticesPerMinute": -1, "pendingNotices": "many", "more": 1 }, "keys": [] }
            """);

        answer.Status.Should().Be(400);
        answer.Pointers.Should().BeEquivalentTo(
            "/id", "/name", "/owner", "/scopes/1", "/scopes/2", "/channels/0", "/channels/1", "/senders", "/limits/noticesPerMinute", "/limits/pendingNotices", "/limits/more", "/keys");
        (await admission.ListAsync()).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Theory]
    [InlineData("{}", "/id", "/name", "/owner", "/scopes")]
    [InlineData("""{ "id": "admin", "name": "a", "owner": "ann@example.com", "scopes": [ "admin" ] }""", "/id")]
    [InlineData("""{ "id": "orders", "name": "a", "owner": "ann@example.com", "scopes": [] }""", "/scopes")]
    [InlineData("""{ "id": "orders", """, "")]
    [InlineData("[]", "")]
    public async Task What_can_be_no_application_is_told_where(string body, params string[] pointers)
    {
        AdmissionAnswer answer = await admission.RegisterAsync(body);

        answer.Status.Should().Be(400);
        answer.Pointers.Should().BeEquivalentTo(pointers);
    }

    [Fact]
    public async Task An_id_is_given_once_even_after_a_deletion()
    {
        await admission.RegisterAsync();
        (await admission.RegisterAsync()).Status.Should().Be(409);
        (await admission.DeleteAsync("orders")).Status.Should().Be(204);

        (await admission.RegisterAsync()).Status.Should().Be(409);
        (await admission.GetAsync("orders")).Status.Should().Be(404);
        (await admission.DeleteAsync("orders")).Status.Should().Be(404);
    }

    [Fact]
    public async Task An_update_says_everything_anew_and_leaves_keys_and_state_alone()
    {
        await admission.RegisterAsync(AdmissionHarness.Orders.Replace("\"id\"", "\"channels\": [ \"email\" ], \"id\""));
        await admission.AddKeyAsync("orders", """{ "kind": "secret" }""");
        await admission.DisableAsync("orders");
        admission.Time.Advance(TimeSpan.FromHours(1));
        AdmissionAnswer answer = await admission.UpdateAsync("orders", """{ "name": "Orders", "owner": "bob@example.com", "scopes": [ "admin" ] }""");

        answer.Status.Should().Be(200);
        (answer.Member("name"), answer.Member("owner"), answer.Member("status")).Should().Be(("Orders", "bob@example.com", "disabled"));
        answer.Json.ContainsKey("channels").Should().BeFalse("what is left out is as if it had never been said");
        answer.Json["updated"]!.GetValue<DateTimeOffset>().Should().Be(admission.Time.GetUtcNow());
        answer.Json["created"]!.GetValue<DateTimeOffset>().Should().Be(admission.Time.GetUtcNow().AddHours(-1));
        (await admission.ListKeysAsync("orders")).Json["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task An_application_can_not_be_renamed()
    {
        await admission.RegisterAsync();

        (await admission.UpdateAsync("orders", AdmissionHarness.Orders)).Status.Should().Be(200);
        (await admission.UpdateAsync("orders", AdmissionHarness.Orders.Replace("\"orders\"", "\"billing\""))).Pointers.Should().Equal("/id");
        (await admission.UpdateAsync("billing", """{ "name": "a", "owner": "ann@example.com", "scopes": [ "admin" ] }""")).Status.Should().Be(404);
    }

    [Fact]
    public async Task Disabling_and_enabling_may_be_repeated()
    {
        await admission.RegisterAsync();

        (await admission.DisableAsync("orders")).Member("status").Should().Be("disabled");
        (await admission.DisableAsync("orders")).Member("status").Should().Be("disabled");
        (await admission.EnableAsync("orders")).Member("status").Should().Be("active");
        (await admission.EnableAsync("orders")).Member("status").Should().Be("active");
        (await admission.DisableAsync("billing")).Status.Should().Be(404);
        (await admission.EnableAsync("billing")).Status.Should().Be(404);
    }

    [Fact]
    public async Task The_list_goes_page_by_page()
    {
        foreach (string id in (string[])["orders", "billing", "shipping"])
        {
            await admission.RegisterAsync(AdmissionHarness.Orders.Replace("\"orders\"", $"\"{id}\""));
            admission.Time.Advance(TimeSpan.FromSeconds(1));
        }

        AdmissionAnswer first = await admission.ListAsync("?limit=2");
        first.Json["items"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()).Should().Equal("shipping", "billing");
        AdmissionAnswer second = await admission.ListAsync($"?limit=2&continuation={Uri.EscapeDataString(first.Member("continuation"))}");
        second.Json["items"]!.AsArray().Select(one => one!["id"]!.GetValue<string>()).Should().Equal("orders");
        second.Json["continuation"].Should().BeNull();
        (await admission.ListAsync("?limit=0")).Pointers.Should().Equal("?limit");
        (await admission.ListAsync("?continuation=nonsense")).Pointers.Should().Equal("?continuation");
    }
}
