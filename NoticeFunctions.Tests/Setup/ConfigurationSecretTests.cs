using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Tests.EndToEnd.Hostile;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Setup;

public sealed class RedisConfigurationSecretTests(RedisServer server) : ConfigurationSecretTests(server);

public sealed class GarnetConfigurationSecretTests(GarnetServer server) : ConfigurationSecretTests(server);

/// <summary>Where the secrets of configurations must not turn up, and what changing one of them leaves alone.</summary>
public abstract class ConfigurationSecretTests(RecordsServer server) : ServerTests(server)
{
    private static readonly string[] Secrets = ["the-first-secret-of-orders", "the-second-secret-of-orders", "a-secret-with-a-fault", "the-shared-secret"];

    [Fact]
    public async Task No_answer_log_or_value_in_Redis_holds_a_secret()
    {
        await using SetupHarness setup = new(new RedisConfigurationStore(Records.Database, TimeProvider.System));
        await RunAsync(setup);

        SecretTraces traces = new(Secrets.Select(secret => (secret, secret)));
        traces.In(string.Join('\n', setup.Answers)).Should().BeEmpty("the answers");
        traces.In(string.Join('\n', setup.Log.Lines.Select(line => line.Message))).Should().BeEmpty("the log");
        HashEntry[] fields = [.. await Records.Database.HashGetAllAsync(RedisConfigurationStore.Key("orders")), .. await Records.Database.HashGetAllAsync(RedisConfigurationStore.Key("admin"))];
        fields.Should().HaveCountGreaterThan(4);
        foreach (HashEntry field in fields)
        {
            traces.In((byte[])field.Value!).Should().BeEmpty("field {0}", field.Name);
        }

        // And yet the provider gets it.
        await setup.Routing.ChainAsync("orders", "primary");
        setup.Routing.Kind.Opened[^1].Settings["key"].Should().Be(Secrets[1]);
    }

    [Fact]
    public async Task Over_HTTP_too_an_update_changes_one_row()
    {
        await using SetupHarness setup = new(new RedisConfigurationStore(Records.Database, TimeProvider.System));
        await RunAsync(setup);
        Dictionary<string, string> before = await FieldsAsync();
        (await setup.UpdateAsync("primary", """{ "provider": "recording", "settings": { "key": "another", "from": "c@example.com" } }""")).Status.Should().Be(200);

        Dictionary<string, string> after = await FieldsAsync();
        after.Keys.Should().BeEquivalentTo(before.Keys);
        after.Where(field => before[field.Key] != field.Value).Select(field => field.Key).Should().BeEquivalentTo("email:primary", "stamp");
    }

    private static async Task RunAsync(SetupHarness setup)
    {
        await setup.CreateAsync(SetupHarness.Primary.Replace("k3y", Secrets[3]).Replace("primary", "relay"), caller: "admin");
        await setup.CreateAsync(SetupHarness.Primary.Replace("k3y", Secrets[0]));
        await setup.CreateAsync(SetupHarness.Primary.Replace("k3y", Secrets[0]).Replace("primary", "secondary"));
        await setup.UpdateAsync("primary", $$"""{ "provider": "recording", "settings": { "key": "{{Secrets[1]}}", "from": "a@example.com" } }""");
        await setup.UpdateAsync("primary", $$"""{ "provider": "recording", "settings": { "key": "{{Secrets[2]}}", "from": "nowhere", "more": 1 } }""");
        await setup.GetAsync("primary");
        await setup.GetAsync("relay");
        await setup.ListAsync();
        await setup.TestAsync("primary", """{ "to": { "email": "ann@example.com" } }""");
    }

    private async Task<Dictionary<string, string>> FieldsAsync() =>
        (await Records.Database.HashGetAllAsync(RedisConfigurationStore.Key("orders"))).ToDictionary(field => field.Name.ToString(), field => field.Value.ToString());
}
