using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Limits;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Limits;

public sealed class RedisFailedAuthenticationTests(RedisServer server) : FailedAuthenticationTests(server);

public sealed class GarnetFailedAuthenticationTests(GarnetServer server) : FailedAuthenticationTests(server);

public abstract class FailedAuthenticationTests(RecordsServer server) : ServerTests(server)
{
    private static readonly IPAddress Here = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress There = IPAddress.Parse("192.0.2.2");

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 20, TimeSpan.Zero));

    [Fact]
    public void A_client_that_fails_too_often_waits_for_the_next_minute()
    {
        FailedAuthentications failures = Host(Records.Database);
        Fail(failures, "orders", Here, FailedAuthentications.PerClient - 1);
        failures.WaitOf("orders", Here).Should().BeNull();

        Fail(failures, "orders", Here, 1);
        failures.WaitOf("orders", Here).Should().Be(TimeSpan.FromSeconds(40));
        time.Advance(TimeSpan.FromSeconds(40));
        failures.WaitOf("orders", Here).Should().BeNull();
    }

    [Fact]
    public void It_keeps_nobody_else_waiting_be_it_from_there_or_under_that_name()
    {
        FailedAuthentications failures = Host(Records.Database);
        Fail(failures, "orders", Here, FailedAuthentications.PerClient);

        failures.WaitOf("billing", Here).Should().BeNull();
        failures.WaitOf("orders", There).Should().BeNull("nobody can lock a client out from elsewhere");
    }

    [Fact]
    public void An_address_that_tries_many_names_waits_under_all_of_them()
    {
        FailedAuthentications failures = Host(Records.Database);
        for (int i = 0; i < FailedAuthentications.PerAddress; i++)
        {
            failures.WaitOf("another", Here).Should().BeNull();
            Fail(failures, $"client-{i}", Here, 1);
        }

        failures.WaitOf("another", Here).Should().NotBeNull();
        failures.WaitOf(client: null, Here).Should().NotBeNull();
        failures.WaitOf("another", There).Should().BeNull();
    }

    [Fact]
    public void Addresses_of_one_IPv6_network_count_as_one()
    {
        FailedAuthentications failures = Host(Records.Database);
        for (int i = 0; i < FailedAuthentications.PerClient; i++)
        {
            Fail(failures, "orders", IPAddress.Parse($"2001:db8::{i + 1}"), 1);
        }

        failures.WaitOf("orders", IPAddress.Parse("2001:db8::ffff")).Should().NotBeNull();
        failures.WaitOf("orders", IPAddress.Parse("2001:db8:0:1::1")).Should().BeNull();
    }

    [Fact]
    public async Task The_hosts_count_together()
    {
        Fail(Host(Records.Database), "orders", Here, FailedAuthentications.PerClient);
        FailedAuthentications second = Host(Records.Database);
        Fail(second, "orders", Here, 1);

        while (second.WaitOf("orders", Here) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Where_the_store_is_away_a_host_goes_by_what_it_has_seen_itself()
    {
        await using ConnectionMultiplexer nowhere = RedisConnection.Open(new RedisOptions { ConnectionString = "127.0.0.1:1,connectTimeout=100,syncTimeout=100,asyncTimeout=100" });
        FailedAuthentications failures = Host(nowhere.GetDatabase());
        Fail(failures, "orders", Here, FailedAuthentications.PerClient);

        failures.WaitOf("orders", Here).Should().NotBeNull();
    }

    [Fact]
    public async Task What_is_counted_says_neither_who_nor_where_and_is_soon_gone()
    {
        FailedAuthentications failures = Host(Records.Database);
        Fail(failures, "orders", Here, 1);
        await Records.Database.PingAsync();

        IServer machine = (await Server.ConnectAsync()).GetServers().Single();
        RedisKey[] keys = [.. machine.Keys(pattern: $"{Records.Prefix}*")];
        keys.Should().HaveCount(2).And.OnlyContain(key => !key.ToString().Contains("orders") && !key.ToString().Contains("192.0.2.1"));
        foreach (RedisKey key in keys)
        {
            (await (await Server.ConnectAsync()).GetDatabase().KeyTimeToLiveAsync(key)).Should().BePositive().And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(2));
        }
    }

    [Fact]
    public void A_flood_of_names_does_not_fill_the_memory()
    {
        FailureCounts counts = new(new Minute(1));
        counts.Add("first").Should().Be(1);
        for (int i = 0; i < 60_000; i++)
        {
            counts.Add($"{i}");
        }

        counts.Of("59999").Should().Be(0, "there is no more room");
        counts.Add("first").Should().Be(2, "who is known is counted on");
    }

    private FailedAuthentications Host(IDatabase database) => new(database, time, NullLogger<FailedAuthentications>.Instance);

    private static void Fail(FailedAuthentications failures, string client, IPAddress address, int times)
    {
        for (int i = 0; i < times; i++)
        {
            failures.Count(client, address);
        }
    }
}
