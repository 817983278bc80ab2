using System.Text.Json;
using NoticeFunctions.Records.Redis;
using StackExchange.Redis;

namespace NoticeFunctions.Applications.Registry;

/// <summary>The applications in Redis, each under a key of its own.</summary>
internal sealed class RedisApplicationStore(IDatabase database) : IApplicationStore
{
    /// <inheritdoc/>
    public async Task<RegisteredApplication?> FindAsync(string id, CancellationToken cancellation)
    {
        RedisValue stored = await RedisCall.Guard(database.StringGetAsync(ApplicationKeys.Application(id)), cancellation);
        return stored.IsNull ? null : JsonSerializer.Deserialize((byte[])stored!, RegistryJson.Default.RegisteredApplication) is { Deleted: false } found ? found : null;
    }
}
