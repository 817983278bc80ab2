using System.Text.Json.Nodes;
using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Admission;
using NoticeFunctions.Tests.Channels.Configurations;

namespace NoticeFunctions.Tests.Setup;

public sealed class ConfigurationFunctionTests
{
    private const string Secondary = """{ "name": "secondary", "provider": "recording", "settings": { "key": "other", "from": "b@example.com" } }""";

    [Fact]
    public async Task A_configuration_is_made_and_shown_with_a_fingerprint_in_the_place_of_its_secret()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(Secondary);
        AdmissionAnswer answer = await setup.CreateAsync("""
            { "name": "primary", "provider": "recording", "default": true, "fallback": "secondary", "settings": { "key": "k3y", "from": "a@example.com", "port": 587 } }
            """);

        answer.Status.Should().Be(201);
        answer.Headers.Location.Should().Equal("/api/channels/email/configurations/primary");
        string print = answer.Json["fingerprints"]!["key"]!.GetValue<string>();
        print.Should().MatchRegex("^[0-9a-f]{8}$");
        JsonNode.DeepEquals(answer.Json, JsonNode.Parse($$"""
            { "channel": "email", "name": "primary", "provider": "recording", "shared": false, "default": true, "enabled": true,
              "created": "2030-01-01T00:00:00+00:00", "updated": "2030-01-01T00:00:00+00:00", "fallback": "secondary",
              "settings": { "from": "a@example.com", "port": "587" }, "fingerprints": { "key": "{{print}}" } }
            """)).Should().BeTrue(answer.Text);
        (await setup.GetAsync("primary")).Text.Should().Be(answer.Text);
        setup.Log.Lines.Select(line => line.Message).Should().Contain("Channel configuration orders/email/primary is made, by orders.");
        (await setup.Routing.ChainAsync("orders")).Should().Equal("primary", "secondary");
    }

    [Theory]
    [InlineData("{}", "/name", "/provider")]
    [InlineData("[]", "")]
    [InlineData("""{ "name": "primary", "provider": "recording" }""", "/settings")]
    [InlineData("""{ "name": "primary", "provider": "recording", "settings": 1 }""", "/settings")]
    [InlineData("""{ "name": "Primary", "provider": "texting", "default": "yes", "enabled": 1, "fallback": "x y", "more": 1 }""", "/name", "/provider", "/default", "/enabled", "/fallback", "/more")]
    [InlineData("""{ "name": "primary", "provider": "recording", "fallback": "nobody", "settings": { "from": "nowhere", "ports": [], "port": [] } }""", "/fallback", "/settings/key", "/settings/from", "/settings/ports", "/settings/port")]
    [InlineData("""{ "name": "primary", "provider": "recording", "fallback": "primary", "settings": { "key": "", "from": "a@b" } }""", "/fallback", "/settings/key")]
    public async Task Every_wrong_member_is_named_at_once(string body, params string[] pointers)
    {
        await using SetupHarness setup = new();
        AdmissionAnswer answer = await setup.CreateAsync(body);

        answer.Status.Should().Be(400);
        answer.Pointers.Should().BeEquivalentTo(pointers);
        (await setup.ListAsync()).Json["items"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task A_name_is_taken_once_on_its_channel_and_an_owner_has_a_hundred_at_most()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync();
        (await setup.CreateAsync()).Status.Should().Be(409);
        (await setup.CreateAsync(SetupHarness.Primary.Replace("recording", "texting"), channel: "sms")).Status.Should().Be(201);
        (await setup.CreateAsync(caller: "billing")).Status.Should().Be(201);
        for (int number = 2; number < ConfigurationRules.Most; number++)
        {
            (await setup.CreateAsync(SetupHarness.Primary.Replace("primary", $"c{number}"))).Status.Should().Be(201);
        }

        (await setup.CreateAsync(SetupHarness.Primary.Replace("primary", "another"))).Status.Should().Be(409);
    }

    [Fact]
    public async Task Another_applications_configuration_is_404_and_in_no_list()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync();

        (await setup.GetAsync("primary", caller: "billing")).Status.Should().Be(404);
        (await setup.UpdateAsync("primary", """{ "provider": "recording" }""", caller: "billing")).Status.Should().Be(404);
        (await setup.DeleteAsync("primary", caller: "billing")).Status.Should().Be(404);
        (await setup.TestAsync("primary", """{ "to": { "email": "ann@example.com" } }""", caller: "billing")).Status.Should().Be(404);
        (await setup.ListAsync(caller: "billing")).Json["items"]!.AsArray().Should().BeEmpty();
        (await setup.GetAsync("primary")).Status.Should().Be(200);
        setup.Routing.Kind.Opened.Should().BeEmpty();
    }

    [Fact]
    public async Task An_administrators_is_shared_and_others_see_its_name_and_nothing_of_its_settings()
    {
        await using SetupHarness setup = new();
        AdmissionAnswer made = await setup.CreateAsync(SetupHarness.Primary.Replace("{ \"name\": \"primary\"", "{ \"name\": \"relay\", \"default\": true"), caller: "admin");
        made.Json["shared"]!.GetValue<bool>().Should().BeTrue();

        AdmissionAnswer seen = await setup.GetAsync("relay");
        seen.Status.Should().Be(200);
        seen.Json.Select(member => member.Key).Should().BeEquivalentTo("channel", "name", "provider", "shared", "default", "enabled", "created", "updated");
        JsonNode.DeepEquals((await setup.ListAsync()).Json["items"]![0], seen.Json).Should().BeTrue();
        (await setup.UpdateAsync("relay", """{ "provider": "recording" }""")).Status.Should().Be(404);
        (await setup.DeleteAsync("relay")).Status.Should().Be(404);
        (await setup.TestAsync("relay", """{ "to": { "email": "ann@example.com" } }""")).Status.Should().Be(404);
        (await setup.Routing.ChainAsync("orders")).Should().Equal("relay");
        (await setup.CreateAsync(SetupHarness.Primary.Replace("\"name\"", "\"fallback\": \"relay\", \"name\""))).Status.Should().Be(201);
    }

    [Fact]
    public async Task An_update_says_everything_anew_but_secrets_and_settings_that_are_left_out_stay()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(Secondary);
        AdmissionAnswer made = await setup.CreateAsync(SetupHarness.Primary.Replace("\"name\"", "\"default\": true, \"fallback\": \"secondary\", \"name\""));
        setup.Routing.Time.Advance(TimeSpan.FromHours(1));
        AdmissionAnswer answer = await setup.UpdateAsync("primary", """{ "provider": "recording", "enabled": false }""");

        answer.Status.Should().Be(200);
        (answer.Json["default"]!.GetValue<bool>(), answer.Json["enabled"]!.GetValue<bool>(), answer.Json.ContainsKey("fallback")).Should().Be((false, false, false));
        answer.Json["settings"]!.ToJsonString().Should().Be(made.Json["settings"]!.ToJsonString());
        answer.Json["fingerprints"]!.ToJsonString().Should().Be(made.Json["fingerprints"]!.ToJsonString());
        answer.Json["updated"]!.GetValue<DateTimeOffset>().Should().Be(Samples.Start.AddHours(1));
        answer.Json["created"]!.GetValue<DateTimeOffset>().Should().Be(Samples.Start);
        (await setup.UpdateAsync("primary", """{ "name": "other", "provider": "recording" }""")).Pointers.Should().Equal("/name");
        (await setup.UpdateAsync("nobody", """{ "provider": "recording" }""")).Status.Should().Be(404);
    }

    [Fact]
    public async Task A_secret_stays_only_while_no_other_setting_changes()
    {
        // Whoever may change a host could otherwise have the secret sent there, which nobody may read.
        await using SetupHarness setup = new();
        AdmissionAnswer made = await setup.CreateAsync();

        (await setup.UpdateAsync("primary", """{ "provider": "recording", "settings": { "from": "a@example.com" } }""")).Json["fingerprints"]!.ToJsonString()
            .Should().Be(made.Json["fingerprints"]!.ToJsonString());
        (await setup.UpdateAsync("primary", """{ "provider": "recording", "settings": { "from": "thief@example.com" } }""")).Pointers.Should().Equal("/settings/key");
        (await setup.UpdateAsync("primary", """{ "provider": "recording", "settings": { "from": "a@example.com", "port": 26 } }""")).Pointers.Should().Equal("/settings/key");
        (await setup.UpdateAsync("primary", """{ "provider": "recording", "settings": { "key": "new", "from": "thief@example.com" } }""")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Another_secret_takes_effect_at_once_and_what_changes_nothing_of_it_keeps_what_is_open()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(SetupHarness.Primary.Replace("\"name\"", "\"default\": true, \"name\""));
        await setup.Routing.ChainAsync("orders");
        await setup.UpdateAsync("primary", """{ "provider": "recording", "default": true, "fallback": null }""");
        await setup.Routing.ChainAsync("orders");
        setup.Routing.Kind.Opened.Should().ContainSingle();

        await setup.UpdateAsync("primary", """{ "provider": "recording", "default": true, "settings": { "key": "rotated", "from": "a@example.com" } }""");
        await setup.Routing.ChainAsync("orders");
        setup.Routing.Kind.Opened.Select(one => one.Settings["key"]).Should().Equal("k3y", "rotated");
    }

    [Fact]
    public async Task There_is_one_default_and_making_another_the_default_writes_no_other()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(SetupHarness.Primary.Replace("\"name\"", "\"default\": true, \"name\""));
        ChannelConfiguration before = await FindAsync(setup, "primary");
        await setup.CreateAsync(Secondary.Replace("\"name\"", "\"default\": true, \"name\""));

        (await setup.GetAsync("primary")).Json["default"]!.GetValue<bool>().Should().BeFalse();
        (await setup.GetAsync("secondary")).Json["default"]!.GetValue<bool>().Should().BeTrue();
        (await FindAsync(setup, "primary")).Should().BeSameAs(before);
    }

    [Fact]
    public async Task Fallbacks_lead_in_no_circle()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync();
        (await setup.CreateAsync(Secondary.Replace("\"name\"", "\"fallback\": \"primary\", \"name\""))).Status.Should().Be(201);

        (await setup.UpdateAsync("primary", """{ "provider": "recording", "fallback": "secondary" }""")).Pointers.Should().Equal("/fallback");
    }

    [Fact]
    public async Task One_that_is_anothers_fallback_is_not_deleted()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync();
        await setup.CreateAsync(Secondary.Replace("\"name\"", "\"fallback\": \"primary\", \"name\""));

        AdmissionAnswer refused = await setup.DeleteAsync("primary");
        (refused.Status, refused.Member("type")).Should().Be((409, "urn:notice:problem:in-use"));
        (await setup.DeleteAsync("secondary")).Status.Should().Be(204);
        (await setup.DeleteAsync("primary")).Status.Should().Be(204);
        (await setup.DeleteAsync("primary")).Status.Should().Be(404);
        (await setup.GetAsync("primary")).Status.Should().Be(404);
        setup.Log.Lines.Select(line => line.Message).Should().Contain("Channel configuration orders/email/primary is deleted, by orders.");
    }

    [Fact]
    public async Task The_list_goes_page_by_page()
    {
        await using SetupHarness setup = new();
        await setup.CreateAsync(SetupHarness.Primary.Replace("primary", "relay"), caller: "admin");
        foreach (string name in (string[])["a", "b", "c"])
        {
            await setup.CreateAsync(SetupHarness.Primary.Replace("primary", name));
            setup.Routing.Time.Advance(TimeSpan.FromSeconds(1));
        }

        AdmissionAnswer first = await setup.ListAsync("?limit=3");
        NamesOf(first).Should().Equal("c", "b", "relay");
        AdmissionAnswer second = await setup.ListAsync($"?limit=3&continuation={Uri.EscapeDataString(first.Member("continuation"))}");
        NamesOf(second).Should().Equal("a");
        second.Json["continuation"].Should().BeNull();
        (await setup.ListAsync("?limit=0")).Pointers.Should().Equal("?limit");
        (await setup.ListAsync("?continuation=nonsense")).Pointers.Should().Equal("?continuation");
        NamesOf(await setup.ListAsync(channel: "sms")).Should().BeEmpty();
    }

    [Fact]
    public async Task A_channel_that_is_none_is_404()
    {
        await using SetupHarness setup = new();

        (await setup.CreateAsync(channel: "fax")).Status.Should().Be(404);
        (await setup.ListAsync(channel: "fax")).Status.Should().Be(404);
        (await setup.GetAsync("primary", channel: "fax")).Status.Should().Be(404);
        (await setup.UpdateAsync("primary", "{}", channel: "fax")).Status.Should().Be(404);
        (await setup.DeleteAsync("primary", channel: "fax")).Status.Should().Be(404);
        (await setup.TestAsync("primary", "{}", channel: "fax")).Status.Should().Be(404);
        (await setup.CreateAsync(SetupHarness.Primary, channel: "app")).Pointers.Should().Equal("/provider");
    }

    private static async Task<ChannelConfiguration> FindAsync(SetupHarness setup, string name) =>
        (await setup.Routing.Store.LoadAsync("orders", known: null, CancellationToken.None)).Find(Channel.Email, name)!;

    private static IEnumerable<string> NamesOf(AdmissionAnswer list) => list.Json["items"]!.AsArray().Select(one => one!["name"]!.GetValue<string>());
}
