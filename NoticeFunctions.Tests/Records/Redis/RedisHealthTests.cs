using Microsoft.Extensions.Logging.Abstractions;
using NoticeFunctions.Records;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Tests.Support;
using NSubstitute;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisRealHealthTests(RedisServer server) : RealHealthTests(server);

public sealed class GarnetRealHealthTests(GarnetServer server) : RealHealthTests(server);

public abstract class RealHealthTests(RecordsServer server) : ServerTests(server)
{
    [Fact]
    public async Task A_server_that_keeps_what_it_is_given_is_healthy_without_a_warning()
    {
        RecordsHealth health = await new RedisHealth(await Server.ConnectAsync(), TimeProvider.System).CheckAsync(None);

        health.Should().BeEquivalentTo(new { IsHealthy = true, Problem = (string?)null, Warning = (string?)null });
        health.Latency.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThan(TimeSpan.FromSeconds(2));
    }
}

/// <summary>Servers that were configured otherwise, by what they say of themselves.</summary>
public sealed class RedisHealthTests
{
    [Theory]
    [InlineData("allkeys-lru")]
    [InlineData("volatile-ttl")]
    public async Task A_server_that_throws_records_away_is_not_healthy_and_stops_the_start(string policy)
    {
        RedisHealth health = Health($"# Memory\r\nmaxmemory_policy:{policy}\r\n", "aof_enabled:1\r\n");
        (await health.CheckAsync(CancellationToken.None)).Should().BeEquivalentTo(new { IsHealthy = false, Warning = (string?)null })
            .And.Subject.As<RecordsHealth>().Problem.Should().Contain(policy).And.Contain("noeviction");

        Func<Task> start = () => new RecordsStart(health, NullLogger<RecordsStart>.Instance).StartAsync(CancellationToken.None);
        await start.Should().ThrowAsync<InvalidOperationException>().WithMessage($"Setting Redis: *{policy}*");
    }

    [Fact]
    public async Task A_server_without_an_append_only_file_is_warned_of_and_does_not_stop_the_start()
    {
        RedisHealth health = Health("maxmemory_policy:noeviction\r\n", "aof_enabled:0\r\n");
        RecordsHealth found = await health.CheckAsync(CancellationToken.None);

        (found.IsHealthy, found.Problem).Should().Be((true, null));
        found.Warning.Should().Contain("append-only");
        await new RecordsStart(health, NullLogger<RecordsStart>.Instance).StartAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_server_that_is_away_does_not_stop_the_start()
    {
        await using ConnectionMultiplexer nobody = RedisConnection.Open(new RedisOptions { ConnectionString = "127.0.0.1:1,connectTimeout=200" });

        await new RecordsStart(new RedisHealth(nobody, TimeProvider.System), NullLogger<RecordsStart>.Instance).StartAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("host:6379,nonsense=true")]
    public void A_setting_that_is_no_connection_string_stops_the_start_by_name_and_is_not_repeated(string setting)
    {
        string message = new RedisOptionsValidator().Validate(name: null, new RedisOptions { ConnectionString = setting }).FailureMessage!;

        message.Should().StartWith("Redis ").And.Contain("localhost:6379").And.NotContain("nonsense");
    }

    private static RedisHealth Health(string memory, string persistence)
    {
        IDatabase database = Substitute.For<IDatabase>();
        database.PingAsync(Arg.Any<CommandFlags>()).Returns(TimeSpan.FromMilliseconds(1));
        database.ExecuteAsync("INFO", Arg.Is<object[]>(arguments => (string)arguments[0] == "memory")).Returns(RedisResult.Create((RedisValue)memory));
        database.ExecuteAsync("INFO", Arg.Is<object[]>(arguments => (string)arguments[0] == "persistence")).Returns(RedisResult.Create((RedisValue)persistence));
        IConnectionMultiplexer connection = Substitute.For<IConnectionMultiplexer>();
        connection.GetDatabase(Arg.Any<int>(), Arg.Any<object?>()).Returns(database);
        return new RedisHealth(connection, TimeProvider.System);
    }
}
