using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NoticeFunctions.Applications.Tokens;
using NoticeFunctions.Secrets;
using StackExchange.Redis;

namespace NoticeFunctions.Applications.Signing;

/// <summary>The platform's own keys.</summary>
internal sealed class KeyRings(IDatabase database, SecretBox box, IOptions<TokenOptions> options, TimeProvider time, ILogger<KeyRing> logger) : IDisposable
{
    /// <summary>Those that sign access tokens.</summary>
    public KeyRing Signing { get; } = new(KeyKind.Signing, options.Value.KeyAge, database, box, time, logger);

    /// <summary>Those that clients encrypt their credentials for.</summary>
    public KeyRing Encryption { get; } = new(KeyKind.Encryption, options.Value.KeyAge, database, box, time, logger);

    /// <inheritdoc/>
    public void Dispose()
    {
        Signing.Dispose();
        Encryption.Dispose();
    }
}
