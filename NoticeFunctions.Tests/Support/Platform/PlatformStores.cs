using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.LocalHost.Hosting.Services;
using NoticeFunctions.Records.Redis;
using NoticeFunctions.Secrets;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Support.Platform;

/// <summary>What a running platform keeps, as one sees it who has its machine: its Redis, its storage account, and its certificate.</summary>
internal sealed class PlatformStores(PlatformProcess platform) : IAsyncDisposable
{
    private readonly Lazy<ConnectionMultiplexer> connection = new(() =>
        RedisConnection.Open(new RedisOptions { ConnectionString = $"127.0.0.1:{Port(platform, "garnet")}" }));

    /// <summary>Its records.</summary>
    public IDatabase Database => connection.Value.GetDatabase();

    /// <summary>The server of its records.</summary>
    public IServer Server => connection.Value.GetServers().Single();

    /// <summary>Its storage account.</summary>
    public string Storage =>
        $"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:{Port(platform, "azurite")}/devstoreaccount1;";

    /// <summary>Its certificate, which the first start made.</summary>
    public string Certificate => Path.Combine(platform.Root, PlatformFolder.Certificate);

    /// <summary>The folders of all that it has written, but for its settings.</summary>
    public IReadOnlyList<string> Folders => [Path.Combine(platform.Root, ".local"), Path.Combine(platform.Root, "azurite", "data")];

    /// <summary>Unlocks what it has locked, with its own certificate or another.</summary>
    public SecretBox Box(string certificate) => new(
        Options.Create(new CertificateOptions { DevelopmentFile = certificate }), Options.Create(new KeyRingStorage { ConnectionString = Storage }), NullLoggerFactory.Instance);

    /// <summary>An application with one secret, that may read and write notices; it is not registered yet.</summary>
    public static RegisteredApplication Application(string id, string secret) => new(id, "Orders", "owner@example.com", Scopes.NoticesRead | Scopes.NoticesWrite, TimeProvider.System.GetUtcNow())
    {
        Keys = [new ApplicationKey("first", TimeProvider.System.GetUtcNow()) { SecretHash = SHA256.HashData(Encoding.UTF8.GetBytes(secret)) }],
    };

    /// <summary>Has it be registered as it is.</summary>
    public Task RegisterAsync(RegisteredApplication application) =>
        Database.StringSetAsync(ApplicationKeys.Application(application.Id), JsonSerializer.SerializeToUtf8Bytes(application, RegistryJson.Default.RegisteredApplication));

    /// <summary>The key that it signs its tokens with.</summary>
    public async Task<PlatformKey> SigningKeyAsync()
    {
        using SecretBox box = Box(Certificate);
        using KeyRings rings = new(Database, box, Options.Create(new TokenOptions()), TimeProvider.System, NullLogger<KeyRing>.Instance);
        return await rings.Signing.CurrentAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated)
        {
            await connection.Value.DisposeAsync();
        }
    }

    private static int Port(PlatformProcess platform, string service) => ServiceState.Read(Path.Combine(platform.Root, ".local", "services", $"{service}.json"))!.Port;
}
