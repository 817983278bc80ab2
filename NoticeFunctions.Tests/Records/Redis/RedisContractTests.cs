using NoticeFunctions.Tests.Records.Contract;
using NoticeFunctions.Tests.Support;

namespace NoticeFunctions.Tests.Records.Redis;

public sealed class RedisNoticeStoreTests(RedisServer server) : NoticeStoreContract
{
    private protected override async Task<RecordsHarness> OpenAsync() => new RedisHarness(await server.ConnectAsync());
}

public sealed class RedisSandboxTests(RedisServer server) : SandboxContract
{
    private protected override async Task<RecordsHarness> OpenAsync() => new RedisHarness(await server.ConnectAsync());
}

public sealed class GarnetNoticeStoreTests(GarnetServer server) : NoticeStoreContract
{
    private protected override async Task<RecordsHarness> OpenAsync() => new RedisHarness(await server.ConnectAsync());
}

public sealed class GarnetSandboxTests(GarnetServer server) : SandboxContract
{
    private protected override async Task<RecordsHarness> OpenAsync() => new RedisHarness(await server.ConnectAsync());
}
