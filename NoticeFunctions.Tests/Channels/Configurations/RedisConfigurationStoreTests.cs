using NoticeFunctions.Channels.Configurations;
using NoticeFunctions.Notices;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Channels.Configurations;

public sealed class RedisConfigurationStoreTests(RedisServer server) : ServerConfigurationStoreTests(server);

public sealed class GarnetConfigurationStoreTests(GarnetServer server) : ServerConfigurationStoreTests(server);

public abstract class ServerConfigurationStoreTests(RecordsServer server) : ConfigurationStoreContract
{
    private protected override async Task<IConfigurationStore> OpenAsync() => new RedisConfigurationStore(await DatabaseAsync(), TimeProvider.System);

    [Fact]
    public async Task An_update_writes_exactly_one_configuration()
    {
        // The original's had no condition: changing one configuration made all of them alike.
        IDatabase database = await DatabaseAsync();
        RedisConfigurationStore store = new(database, TimeProvider.System);
        string[] owners = ["orders", "billing", ChannelConfiguration.Shared];
        foreach (string owner in owners)
        {
            await store.ChangeAsync(owner, Samples.Writing(Samples.One(owner, "primary"), isDefault: true), None);
            await store.ChangeAsync(owner, Samples.Writing(Samples.One(owner, "secondary")), None);
            await store.ChangeAsync(owner, Samples.Writing(Samples.One(owner, "primary", Channel.Sms), isDefault: true), None);
        }

        Dictionary<string, string> before = await FieldsAsync(database, owners);
        await store.ChangeAsync("orders", Samples.Writing(Samples.One("orders", "secondary", version: "2"), isDefault: true), None);
        Dictionary<string, string> after = await FieldsAsync(database, owners);

        after.Keys.Should().BeEquivalentTo(before.Keys);
        after.Where(field => before[field.Key] != field.Value).Select(field => field.Key)
            .Should().BeEquivalentTo("orders email:secondary", "orders default:email", "orders stamp");
    }

    [Fact]
    public async Task Changes_of_many_hosts_at_once_are_all_kept_and_each_is_decided_on_what_stands_there()
    {
        IDatabase database = await DatabaseAsync();
        RedisConfigurationStore[] hosts = [.. Enumerable.Range(0, 8).Select(_ => new RedisConfigurationStore(database, TimeProvider.System))];

        await Task.WhenAll(hosts.SelectMany((host, place) => Enumerable.Range(0, 5).Select(turn => host.ChangeAsync(
            "orders", all => all.Items.Count < 30 ? Samples.Writing(Samples.One("orders", $"one-{place}-{turn}"))(all) : null, None))));

        (await hosts[0].LoadAsync("orders", known: null, None)).Items.Select(one => one.Name).Should().OnlyHaveUniqueItems().And.HaveCount(30);
    }

    private static async Task<Dictionary<string, string>> FieldsAsync(IDatabase database, IEnumerable<string> owners)
    {
        Dictionary<string, string> fields = [];
        foreach (string owner in owners)
        {
            foreach (HashEntry field in await database.HashGetAllAsync(RedisConfigurationStore.Key(owner)))
            {
                fields[$"{owner} {field.Name}"] = field.Value.ToString();
            }
        }

        return fields;
    }

    private async Task<IDatabase> DatabaseAsync() => new RedisHarness(await server.ConnectAsync()).Database;
}
