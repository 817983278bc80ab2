using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using NoticeFunctions.Applications;
using NoticeFunctions.Applications.Authentication;
using NoticeFunctions.Applications.Keys;
using NoticeFunctions.Applications.Registry;
using NoticeFunctions.Applications.Signing;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Secrets;
using NoticeFunctions.Tests.Applications.Registry;
using NoticeFunctions.Tests.Applications.Signing;
using NoticeFunctions.Tests.Support;
using StackExchange.Redis;

namespace NoticeFunctions.Tests.Applications.Authentication;

/// <summary>All that a token is got through, in virtual time: application <c>orders</c> is registered with what a test gives it.</summary>
internal sealed class AuthenticationHarness : IDisposable
{
    public const string Url = "https://notice.example";

    private readonly SecretBox box = TestSecrets.Box();
    private readonly IDatabase database;
    private readonly ClientAuthentication authentication;

    public AuthenticationHarness(IDatabase database)
    {
        this.database = database;
        IOptions<TokenOptions> tokens = Options.Create(new TokenOptions());
        BootstrapAdmin admin = new(Options.Create(new BootstrapOptions { BootstrapAdminSecret = "0123456789abcdef" }));
        Identity = new TokenIdentity(new ConfigurationBuilder().AddInMemoryCollection([new("Notices:PublicUrl", Url)]).Build());
        Rings = new KeyRings(database, box, tokens, Time, NullLogger<KeyRing>.Instance);
        Clients clients = new(Store, admin);
        ClientSecrets secrets = new(clients, Time);
        UsedCredentials used = new(database, Time);
        authentication = new(secrets, new ClientAssertions(clients, used, Identity, Time), new RsaCredentials(Rings, secrets, used, Time), NullLogger<ClientAuthentication>.Instance);
        Issuer = new TokenIssuer(Rings, Identity, tokens, Time, NullLogger<TokenIssuer>.Instance);
        AccessTokens = new AccessTokens(Rings, new ApplicationSnapshots(Store, admin, Time), Identity, new TokenCache(), Time, NullLogger<AccessTokens>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public InMemoryApplicationStore Store { get; } = new();

    public TokenIdentity Identity { get; }

    public KeyRings Rings { get; }

    public TokenIssuer Issuer { get; }

    public IAccessTokens AccessTokens { get; }

    /// <summary>There is a key already for what clients encrypt: to make one takes a second.</summary>
    public async Task HaveEncryptionKeyAsync()
    {
        using RSA key = RsaKeys.Of(3072);
        DateTimeOffset now = Time.GetUtcNow();
        string id = PlatformKey.Of(KeyKind.Encryption, key, now, now).Id;
        StoredKeys stored = new([new StoredKey(id, now, now, box.Lock(KeyKind.Encryption.Name, key.ExportPkcs8PrivateKey()))]);
        await database.StringSetAsync(ApplicationKeys.Platform(KeyKind.Encryption.Name), JsonSerializer.SerializeToUtf8Bytes(stored, StoredKeysJson.Default.StoredKeys));
    }

    public Task RegisterAsync(string id, params ApplicationKey[] keys) => Store.AddAsync(
        new RegisteredApplication(id, "Name", "ann@example.com", Scopes.NoticesRead | Scopes.NoticesWrite, Time.GetUtcNow()) { Keys = keys }, CancellationToken.None);

    public Task<AuthenticationResult> AskAsync(TokenRequest request) => authentication.AuthenticateAsync(request, CancellationToken.None);

    public Task<AuthenticationResult> AssertAsync(string assertion, string? clientId = null) => AskAsync(new TokenRequest
    {
        GrantType = GrantTypes.ClientCredentials,
        ClientId = clientId,
        AssertionType = GrantTypes.JwtAssertion,
        Assertion = assertion,
    });

    public void Dispose()
    {
        Rings.Dispose();
        box.Dispose();
    }
}
