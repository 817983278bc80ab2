using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

/// <summary>Tests of the Redis store itself, run against Redis and against Garnet.</summary>
public abstract class ServerTests(RecordsServer server) : IAsyncLifetime
{
    private protected static readonly CancellationToken None = CancellationToken.None;

    private protected RecordsServer Server => server;

    private protected RedisHarness Records { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Records = new RedisHarness(await server.ConnectAsync());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
