using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Applications.Users;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;
using NoticeFunctions.LocalHost.Worker;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Records.Redis;
using NoticeFunctions.Tests.Support;
using NSubstitute;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Access;

public sealed class RedisGuardCostTests(RedisServer server) : GuardCostTests(server);

public sealed class GarnetGuardCostTests(GarnetServer server) : GuardCostTests(server);

/// <summary>What the guard before the functions asks of Redis, by the client's own count of commands.</summary>
public abstract class GuardCostTests(RecordsServer server) : ServerTests(server)
{
    private const int Requests = 1000;

    [Fact]
    public async Task A_token_that_is_known_costs_no_command_and_one_that_is_not_costs_a_few()
    {
        await using ConnectionMultiplexer connection = NoticeFunctions.Records.Redis.RedisConnection.Open(new() { ConnectionString = await Server.ConnectionStringAsync() });
        IDatabase database = StackExchange.Redis.KeyspaceIsolation.DatabaseExtensions.WithKeyPrefix(connection.GetDatabase(), Records.Prefix);
        FakeTimeProvider time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        IApplicationStore store = Substitute.For<IApplicationStore>();
        RegisteredApplication orders = new("orders", "Orders", "", Scopes.NoticesRead, time.GetUtcNow()) { Keys = [new ApplicationKey("first", time.GetUtcNow())] };
        store.FindAsync("orders", Arg.Any<CancellationToken>()).Returns(orders);
        using SecretBox box = new(Options.Create(new CertificateOptions()), Options.Create(new KeyRingStorage()), NullLoggerFactory.Instance);
        using KeyRings rings = new(database, box, Options.Create(new TokenOptions()), time, NullLogger<KeyRing>.Instance);
        TokenCache cache = new();
        cache.Add(TokenDigest.Of("known"), new TrustedToken("orders", Scopes.NoticesRead, "first", time.GetUtcNow().AddMinutes(15)), time.GetUtcNow());
        AccessTokens tokens = new(
            rings, new ApplicationSnapshots(store, new BootstrapAdmin(Options.Create(new BootstrapOptions())), time), new TokenIdentity(new ConfigurationBuilder().Build()), cache, time, NullLogger<AccessTokens>.Instance);
        AccessMiddleware guard = new(
            tokens, new UserAccess(Substitute.For<IUserTokens>(), Substitute.For<IApplications>()), new FailedAuthentications(database, time, NullLogger<FailedAuthentications>.Instance), new ClientAddress(Options.Create(new NoticesOptions())), NullLogger<AccessMiddleware>.Instance);
        await database.PingAsync();

        long before = connection.OperationCount;
        int called = 0;
        for (int request = 0; request < Requests; request++)
        {
            await guard.Invoke(Context("known"), _ => Task.FromResult(called++));
        }

        called.Should().Be(Requests);
        (connection.OperationCount - before).Should().Be(0);
        await store.ReceivedWithAnyArgs(1).FindAsync("", CancellationToken.None);

        await guard.Invoke(Context(string.Create(CultureInfo.InvariantCulture, $"eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFUzI1NiIsImtpZCI6ImEifQ.e30.{new string('s', 86)}")), _ => Task.FromResult(called++));
        called.Should().Be(Requests, "that one is not good");
        (connection.OperationCount - before).Should().BePositive("a command would have been counted");
    }

    private static FunctionContext Context(string token)
    {
        DefaultHttpContext http = new();
        http.Response.Body = new MemoryStream();
        http.Request.Headers.Authorization = $"Bearer {token}";
        FunctionContext context = Substitute.For<FunctionContext>();
        context.FunctionDefinition.Name.Returns("ListNotices");
        context.Items.Returns(new Dictionary<object, object> { [HttpContextItem.Key] = http });
        return context;
    }
}
