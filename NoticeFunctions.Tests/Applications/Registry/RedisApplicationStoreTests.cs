using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Applications.Registry;

public sealed class RedisApplicationStoreTests(RedisServer server) : ServerApplicationStoreTests(server);

public sealed class GarnetApplicationStoreTests(GarnetServer server) : ServerApplicationStoreTests(server);

public abstract class ServerApplicationStoreTests(RecordsServer server) : ApplicationStoreContract
{
    private protected override async Task<IApplicationStore> OpenAsync() => new RedisApplicationStore(new RedisHarness(await server.ConnectAsync()).Database);

    [Fact]
    public async Task Changes_of_many_hosts_at_once_are_all_kept()
    {
        IDatabase database = new RedisHarness(await server.ConnectAsync()).Database;
        RedisApplicationStore[] hosts = [.. Enumerable.Range(0, 8).Select(_ => new RedisApplicationStore(database))];
        await hosts[0].AddAsync(One("orders"), None);

        await Task.WhenAll(hosts.SelectMany((host, place) => Enumerable.Range(0, 5).Select(turn => host.ChangeAsync("orders", WithKey($"{place}-{turn}"), None))));

        (await hosts[0].FindAsync("orders", None))!.Keys.Select(key => key.Id).Should().OnlyHaveUniqueItems().And.HaveCount(40);
    }

    [Fact]
    public async Task What_a_crash_has_listed_and_not_written_is_passed_over()
    {
        IDatabase database = new RedisHarness(await server.ConnectAsync()).Database;
        RedisApplicationStore store = new(database);
        await store.AddAsync(One("orders"), None);
        await database.SortedSetAddAsync(ApplicationKeys.Registered, "billing", One("orders").Created.ToUnixTimeMilliseconds() + 1);

        (await store.ListAsync(1, continuation: null, None)).Items.Select(one => one.Id).Should().Equal("orders");
        (await store.AddAsync(One("billing"), None)).Should().BeTrue();
        (await store.ListAsync(10, continuation: null, None)).Items.Should().HaveCount(2);
    }
}
