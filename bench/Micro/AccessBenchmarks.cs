using BenchmarkDotNet.Attributes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Access;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Http;
using NoticeFunctions.Limits;
using NoticeFunctions.Records;

namespace Notice.Bench.Micro;

/// <summary>What the guard before every HTTP function costs a request whose token is known. There is no Redis: whatever asked for it would fail.</summary>
[MemoryDiagnoser]
public class AccessBenchmarks
{
    // As long as the platform's own are.
    private static readonly string Token = $"{new string('h', 120)}.{new string('c', 340)}.{new string('s', 86)}";

    private readonly BenchedContext context = new("ListNotices");
    private readonly FunctionExecutionDelegateHolder next = new();
    private AccessMiddleware middleware = null!;

    [GlobalSetup]
    public void SetUp()
    {
        RegisteredApplication orders = new("orders", "Orders", "owner@example.com", Scopes.NoticesRead | Scopes.NoticesWrite, DateTimeOffset.UnixEpoch)
        {
            Keys = [new ApplicationKey("first", DateTimeOffset.UnixEpoch)],
        };
        TokenCache cache = new();
        cache.Add(TokenDigest.Of(Token), new TrustedToken(orders.Id, orders.Scopes, "first", DateTimeOffset.MaxValue), DateTimeOffset.UnixEpoch);
        ApplicationSnapshots applications = new(new OneApplication(orders), new BootstrapAdmin(Options.Create(new BootstrapOptions())), TimeProvider.System);
        AccessTokens tokens = new(
            new KeyRings(null!, null!, Options.Create(new TokenOptions()), TimeProvider.System, NullLogger<KeyRing>.Instance),
            applications,
            new TokenIdentity(new ConfigurationBuilder().Build()),
            cache,
            TimeProvider.System,
            NullLogger<AccessTokens>.Instance);
        middleware = new(
            tokens,
            new UserAccess(null!, applications),
            new FailedAuthentications(null!, TimeProvider.System, NullLogger<FailedAuthentications>.Instance),
            new ClientAddress(Options.Create(new NoticesOptions())),
            NullLogger<AccessMiddleware>.Instance);
        context.Http.Request.Headers.Authorization = $"Bearer {Token}";
    }

    /// <summary>From the request's headers to the caller on the request.</summary>
    [Benchmark]
    public Task GuardedRequest() => middleware.Invoke(context, next.Next);

    [GlobalCleanup]
    public void Check()
    {
        if (next.Calls == 0)
        {
            throw new InvalidOperationException("The token was refused: something else was measured.");
        }
    }

    private sealed class FunctionExecutionDelegateHolder
    {
        public long Calls { get; private set; }

        public Task Next(FunctionContext called)
        {
            Calls++;
            return Task.CompletedTask;
        }
    }

    private sealed class OneApplication(RegisteredApplication application) : IApplicationStore
    {
        public Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation) => Task.FromResult<RegisteredApplication?>(application);

        public Task<bool> AddAsync(RegisteredApplication application, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<RegisteredApplication?> ChangeAsync(string id, Func<RegisteredApplication, RegisteredApplication> change, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Page<RegisteredApplication>> ListAsync(int limit, string? continuation, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
